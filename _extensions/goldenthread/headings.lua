-- Keeps the outline of a page or paper whole: no level is skipped, and none competes with the title.
-- Both engines run it. Why: PDF/UA refuses a skipped level, and so do the people who move by headings.

-- Notebooks start at the second level, since the title is a page's first. A paper's title is no heading, so there
-- everything moves up by one. (pandoc's own shift works after the filters: leave it at 0.) Of papers bound into one, the
-- heading of each is the first level, and its own headings stand below that.

-- In a paper of exception reports each of several begins a page of its own, after the page that lists them: its text,
-- chart and answers belong together. Where they stand among other matter, one level lower, they do not.
local NEW_PAGE = {
  docx = pandoc.RawInline("openxml", '<w:r><w:br w:type="page"/></w:r>'),
  typst = pandoc.RawBlock("typst", "#pagebreak(weak: true)"),
}

local function stands_alone(header)
  return header.level == 2 and header.classes:includes("exception-title")
end

function Pandoc(doc)
  local is_page = FORMAT:match("^html") ~= nil
  local top = is_page and 2 or 1
  local previous = top - 1
  local below = 0
  local reports = 0
  doc.blocks:walk({
    Header = function(header)
      reports = reports + (stands_alone(header) and 1 or 0)
    end,
  })
  doc.blocks = doc.blocks:walk({
    traverse = "topdown",
    Header = function(header)
      local begins = header.classes:includes("bound")
      local begins_page = reports > 1 and stands_alone(header)
      below = begins and 1 or below
      local level = (is_page and header.level or header.level - 1) + below
      header.level = begins and top or math.max(top + below, math.min(level, previous + 1))
      previous = header.level
      if begins_page then
        if FORMAT == "typst" then
          return { NEW_PAGE.typst, header }
        elseif FORMAT == "docx" then
          header.content:insert(1, NEW_PAGE.docx)
        end
      end
      return header
    end,
  })
  return doc
end
