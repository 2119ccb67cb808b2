-- Last touches to a page of the embedded engine, under a Content-Security-Policy that allows no inline style:
-- alignment and widths become classes, links between notebooks become links between pages, and the notice moves from
-- the words into the page's header.

local ALIGN = { AlignRight = "num", AlignCenter = "centred" }

local function set_cells(rows, specs)
  for _, row in ipairs(rows) do
    for column, cell in ipairs(row.cells) do
      local alignment = cell.alignment ~= "AlignDefault" and cell.alignment or specs[column] and specs[column][1]
      local class = ALIGN[alignment]
      if class and not cell.attr.classes:includes(class) then
        cell.attr.classes:insert(class)
      end
      cell.alignment = "AlignDefault"
    end
  end
end

local function Table(tbl)
  local specs = tbl.colspecs
  set_cells(tbl.head.rows, specs)
  for _, body in ipairs(tbl.bodies) do
    set_cells(body.head, specs)
    set_cells(body.body, specs)
  end
  set_cells(tbl.foot.rows, specs)
  for column in ipairs(specs) do
    tbl.colspecs[column] = { "AlignDefault", nil }
  end
  return tbl
end

local function without_style(element)
  element.attributes.style = nil
  element.attributes.width = nil
  element.attributes.height = nil
  for name in pairs(element.attributes) do
    if name:match("^on") then
      element.attributes[name] = nil
    end
  end
  return element
end

local function Link(link)
  link.target = link.target:gsub("%.ipynb$", ".html"):gsub("%.ipynb#", ".html#")
  return without_style(link)
end

local function OrderedList(list)
  list.listAttributes = pandoc.ListAttributes(list.start, "DefaultStyle", "DefaultDelim")
  return list
end

-- A table that people wrote without a caption scrolls by itself on a phone, once it has many columns.
local MANY_COLUMNS = 4

local function scrolling(tbl)
  local heads = tbl.head.rows[1] and tbl.head.rows[1].cells or {}
  if #tbl.colspecs < MANY_COLUMNS or tbl.attr.classes:includes("report-head") then
    return tbl
  end
  local words = pandoc.List({})
  for _, cell in ipairs(heads) do
    words:insert(pandoc.utils.stringify(cell.contents))
  end
  local label = "Table: " .. table.concat(words, ", ")
  return pandoc.Div({ tbl }, { class = "table-scroll", role = "region", tabindex = "0", ["aria-label"] = label })
end

function Pandoc(doc)
  local body = pandoc.List({})
  for _, block in ipairs(doc.blocks) do
    if block.t == "Div" and block.classes:includes("notice") then
      doc.meta.notice = pandoc.MetaBlocks(block.content)
    else
      body:insert(block.t == "Table" and scrolling(block) or block)
    end
  end
  doc.blocks = body
  return doc:walk({ Table = Table, Link = Link, Image = without_style, Div = without_style, Span = without_style,
    CodeBlock = without_style, Header = without_style, OrderedList = OrderedList })
end
