-- Keeps the outline of a page or paper whole: no level is skipped, and none competes with the title.
-- Both engines run it. Why: PDF/UA refuses a skipped level, and so do the people who move by headings.

-- The title is the page's own first level; papers shift every heading up by one, since their title is no heading.
local function top_level()
  if FORMAT:match("^html") then
    return 2
  end
  return 1
end

function Pandoc(doc)
  local top = top_level()
  local previous = top - 1
  doc.blocks = doc.blocks:walk({
    traverse = "topdown",
    Header = function(header)
      header.level = math.max(top, math.min(header.level, previous + 1))
      previous = header.level
      return header
    end,
  })
  return doc
end
