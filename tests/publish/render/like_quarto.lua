-- Lays a table into what Quarto 1.11 makes of a captioned one in Word: a table of one cell, whose caption has properties
-- of its own beside the writer's.
local PROPERTIES = '<w:pPr><w:jc w:val="let"/><w:spacing w:before="200"/><w:pStyle w:val="ImageCaption"/></w:pPr>'

function Table(tbl)
  local caption = pandoc.Para({
    pandoc.RawInline("openxml", PROPERTIES), pandoc.Str("Table\u{a0}1:"), pandoc.Space(), pandoc.Str("Options"),
    pandoc.Space(), pandoc.Emph({ pandoc.Str("considered") }),
  })
  local cell = pandoc.Div({ caption, tbl }, { id = "tbl-options" })
  return pandoc.utils.from_simple_table(pandoc.SimpleTable({}, { "AlignLeft" }, { 1 }, {}, { { { cell } } }))
end
