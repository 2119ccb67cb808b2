-- Dresses the blocks and marks that our pages use, in papers: by named style in Word, by function in typst.
-- Both engines run it, after tables.lua.

local BLOCKS = { notice = "Notice", draft = "Draft", meeting = "Meeting", note = "Table Note", headline = "Headline", card = "Card" }
local RAGS = { ["rag-green"] = "Green", ["rag-amber"] = "Amber", ["rag-red"] = "Red", ["rag-none"] = "None" }

local function known_class(element, names)
  for _, class in ipairs(element.classes) do
    if names[class] then
      return names[class], class
    end
  end
end

local function Div(div)
  local style, class = known_class(div, BLOCKS)
  if not style then
    return nil
  end
  if FORMAT == "docx" then
    div.attributes["custom-style"] = style
    return div
  end
  if FORMAT == "typst" then
    local blocks = pandoc.List({ pandoc.RawBlock("typst", "#gt-" .. class .. "[") })
    blocks:extend(div.content)
    blocks:insert(pandoc.RawBlock("typst", "]"))
    return blocks
  end
end

local function Span(span)
  if not span.classes:includes("rag") then
    return nil
  end
  local word = known_class(span, RAGS) or "None"
  span.content = span.content:walk({
    Space = function()
      return pandoc.Str("\u{a0}")
    end,
  })
  local forecast = span.classes:includes("rag-forecast")
  if FORMAT == "docx" then
    span.attributes["custom-style"] = "RAG " .. (forecast and "Forecast " or "") .. word .. " Mark"
    return span
  end
  if FORMAT == "typst" then
    local call = '#gt-mark("' .. word:lower() .. '", forecast: ' .. tostring(forecast) .. ")["
    local inlines = pandoc.List({ pandoc.RawInline("typst", call) })
    inlines:extend(span.content)
    inlines:insert(pandoc.RawInline("typst", "]"))
    return inlines
  end
end

return { { Div = Div, Span = Span } }
