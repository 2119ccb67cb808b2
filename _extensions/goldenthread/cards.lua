-- Sets each exception report of a page apart as one card: its heading, and what follows until a heading as high.
-- Both engines run it, after headings.lua. What is out of sight is laid out when it comes near (content.css).

-- Quarto keeps each output of a cell in a block of its own; what that holds, else the block alone.
local function shown(block)
  return block.t == "Div" and block.classes:includes("cell-output") and block.content or pandoc.Blocks({ block })
end

local function with_cards(blocks)
  local set, card, level = pandoc.List({}), nil, 0
  local found = false
  for _, block in ipairs(blocks) do
    local first = shown(block)[1]
    local header = first and first.t == "Header" and first or nil
    if header and header.classes:includes("exception-title") then
      -- pandoc makes one section of a block that begins with its heading, and gives it the heading's classes.
      card, level, found = pandoc.Div(shown(block), { class = "exception" }), header.level, true
      set:insert(card)
    elseif card and not (header and header.level <= level) then
      card.content:insert(block)
    else
      card = nil
      set:insert(block)
    end
  end
  return set, not found -- what is set is not looked into again
end

function Pandoc(doc)
  if FORMAT:match("^html") then
    doc.blocks = doc.blocks:walk({ traverse = "topdown", Blocks = with_cards })
  end
  return doc
end
