-- Dresses the blocks and marks that our pages use, in papers: by named style in Word, by function in typst.
-- Both engines run it, after tables.lua.

local BLOCKS = { notice = "Notice", draft = "Draft", meeting = "Meeting", note = "Table Note", headline = "Headline", card = "Card",
  ["numbered-paragraph"] = "Section Paragraph" }
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
    local number = div.attributes.number and '("' .. div.attributes.number .. '")' or ""
    local blocks = pandoc.List({ pandoc.RawBlock("typst", "#gt-" .. class .. number .. "[") })
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

-- What opens a piece does not stay behind at a page's foot: a line that begins with a rating, or ends in a colon, goes
-- with what follows it, and the few paragraphs under a heading with their table or picture. (In Word the finishing step
-- sees to it.)
local FEW = 3

local function leads_on(paragraph)
  return pandoc.utils.stringify(paragraph):match(":%s*$") ~= nil
end

local function begins_with_rating(paragraph)
  local first = paragraph.content[1]
  return first ~= nil and first.t == "Span" and first.classes:includes("rag")
end

local function is_picture(paragraph)
  local first = paragraph.content[1]
  return #paragraph.content == 1 and first.t == "RawInline" and first.text:match("^#box%(image") ~= nil
end

-- Calls `visit` for the paragraphs that stand by themselves, in order, and `others` for all else that matters here. A
-- paragraph that stands beside its number, 2.1, moves with it.
local function walk_paragraphs(doc, visit, others)
  local number = 0
  local function other(element)
    return others(element), false
  end
  return doc:walk({
    traverse = "topdown",
    Header = other,
    Table = other,
    BulletList = other,
    OrderedList = other,
    Div = function(div)
      if div.classes:includes("numbered-paragraph") then
        number = number + 1
        return visit(div, number), false
      end
    end,
    Para = function(paragraph)
      number = number + 1
      return visit(paragraph, number), false
    end,
  })
end

local function find_openings(doc)
  local held, opening, rating = {}, nil, nil
  local function hold()
    for _, number in ipairs(opening or {}) do
      held[number] = true
    end
    opening = nil
  end
  walk_paragraphs(doc, function(paragraph, number)
    if rating then
      held[rating], rating = true, nil
    end
    if is_picture(paragraph) then
      return hold()
    end
    held[number] = held[number] or leads_on(paragraph) or nil
    if begins_with_rating(paragraph) then
      opening, rating = opening or {}, number
    end
    if opening then
      table.insert(opening, number)
      opening = #opening <= FEW and opening or nil
    end
  end, function(element)
    if element.t == "Table" then
      hold()
    end
    opening, rating = element.t == "Header" and {} or nil, nil
  end)
  return held
end

local function keep_openings(doc)
  if FORMAT ~= "typst" then
    return nil
  end
  local held = find_openings(doc)
  return walk_paragraphs(doc, function(paragraph, number)
    if held[number] then
      return { pandoc.RawBlock("typst", "#block(sticky: true)["), paragraph, pandoc.RawBlock("typst", "]") }
    end
  end, function() end)
end

return { { Pandoc = keep_openings }, { Div = Div, Span = Span } }
