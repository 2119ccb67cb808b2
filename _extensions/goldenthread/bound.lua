-- Lets each of several papers that are bound into one file begin a page, which lies as its own does, and count its tables
-- and figures from one; and puts their contents before them. Both engines run it, after headings.lua.
--
-- `## Appendix 1: Scorecard {#app-scorecard .bound landscape="true"}` begins a paper. In Word the finishing step makes a
-- section of it and fills the contents.

local KINDS = { "tbl", "fig" }

local function typst(text)
  return pandoc.RawBlock("typst", text)
end

local function beginning(header)
  local blocks = pandoc.List({ typst("#set page(flipped: " .. tostring(header.attributes.landscape == "true") .. ")") })
  for _, kind in ipairs(KINDS) do
    blocks:insert(typst('#counter(figure.where(kind: "quarto-float-' .. kind .. '")).update(0)'))
  end
  blocks:insert(header)
  return blocks
end

local function contents(div)
  if FORMAT == "docx" then
    div.attributes["custom-style"] = "TOC Heading"
    return div
  end
  return typst("#gt-contents[" .. pandoc.utils.stringify(div) .. "]")
end

return {
  {
    traverse = "topdown",
    Header = function(header)
      if FORMAT == "typst" and header.classes:includes("bound") then
        return beginning(header), false
      end
    end,
    Div = function(div)
      if div.classes:includes("contents") and not FORMAT:match("^html") then
        return contents(div), false
      end
    end,
  },
}
