-- Sets the tables of papers: column widths that fit their words, figures to the right, RAG cells marked so that the
-- finishing step (Word) or the writer (typst) can fill them. Both engines run it; pages keep their HTML tables.

local RAGS = { ["rag-green"] = "green", ["rag-amber"] = "amber", ["rag-red"] = "red", ["rag-none"] = "none" }
local SHAPES = "^[\u{25b2}\u{25cf}\u{25a0}]" -- by bytes: enough to know where to look
local STYLE = { green = "RAG Green", amber = "RAG Amber", red = "RAG Red", none = "RAG None" }
local FILL = { green = "#00703c", amber = "#ffbf47", red = "#d4351c" }
-- Characters of 9 pt type that fit between 2 cm margins: { portrait, landscape }. Word's Arial is the wider face.
local ROOM = { docx = { 105, 158 }, typst = { 112, 172 } }
local BOLD = 1.12 -- how much wider a bold word is
local PADDING = 2.3 -- characters' worth of space beside each cell's words
local LONGEST_WORD = 16 -- a longer word may break
-- An upright page keeps a table whole that is short in rows or in words (in Word the finishing step does).
local WHOLE_ROWS = 6
local WHOLE_WORDS = 800 -- characters
local WHOLE_ROW = 25 -- lines: a shorter row is kept on one page
local LONG_TEXT = 260 -- text beyond this no longer widens its column

-- The colours a council chose, else the defaults; white or black words, whichever stands out more.
local function colours(meta)
  local chosen = {}
  for name, fill in pairs(FILL) do
    local own = meta["rag-colours"] and meta["rag-colours"][name]
    chosen[name] = own and pandoc.utils.stringify(own) or fill
  end
  return chosen
end

local function channel(hex, from)
  local value = tonumber(hex:sub(from, from + 1), 16) / 255
  return value <= 0.03928 and value / 12.92 or ((value + 0.055) / 1.055) ^ 2.4
end

local function ink(fill)
  local light = 0.2126 * channel(fill, 2) + 0.7152 * channel(fill, 4) + 0.0722 * channel(fill, 6)
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 and "#ffffff" or "#000000"
end

-- The RAG span that is all a cell says, or nothing.
local function tag_of(cell, text)
  local found
  cell.contents:walk({
    Span = function(span)
      if span.classes:includes("rag") then
        found = found or span
      end
    end,
  })
  if found and pandoc.utils.stringify(found) == text then
    return found
  end
end

local function rag_of(classes)
  for _, class in ipairs(classes) do
    if RAGS[class] then
      return RAGS[class]
    end
  end
end

-- Mark and word stay on one line.
function unbroken(inlines)
  return inlines:walk({
    Space = function()
      return pandoc.Str("\u{a0}")
    end,
  })
end

local function plain_contents(cell)
  return cell.contents:walk({
    Span = function(span)
      return span.classes:includes("rag") and unbroken(span.content) or nil
    end,
  })
end

local function as_paragraphs(blocks)
  return blocks:walk({
    Plain = function(plain)
      return pandoc.Para(plain.content)
    end,
  })
end

local function mark(cell, text, palette)
  local said = cell.attr.classes
  if not rag_of(said) and text:match(SHAPES) then
    local tag = tag_of(cell, text)
    said = tag and tag.classes or said
  end
  local rag = rag_of(said)
  if not rag or said:includes("rag-forecast") then
    return -- a forecast fills no cell: blocks.lua outlines its words
  end
  cell.contents = plain_contents(cell)
  if FORMAT == "docx" then
    cell.contents = pandoc.Blocks({ pandoc.Div(as_paragraphs(cell.contents), { ["custom-style"] = STYLE[rag] }) })
  elseif FORMAT == "typst" and palette[rag] then
    cell.attributes["typst:fill"] = 'rgb("' .. palette[rag] .. '")'
    cell.attributes["typst:text:fill"] = 'rgb("' .. ink(palette[rag]) .. '")'
    cell.attributes["typst:text:weight"] = '"bold"'
  end
end

local function align(cell)
  local classes = cell.attr.classes
  if classes:includes("num") or classes:includes("gt_right") then
    cell.alignment = "AlignRight"
  elseif classes:includes("gt_center") then
    cell.alignment = "AlignCenter"
  end
end

local function embolden(cell)
  cell.contents = cell.contents:walk({
    Plain = function(plain)
      return pandoc.Plain({ pandoc.Strong(plain.content) })
    end,
    Para = function(para)
      return pandoc.Para({ pandoc.Strong(para.content) })
    end,
  })
end

-- What is bold on the page is bold on paper: totals, and the questions that head the rows of facts.
local function set_weight(tbl)
  local facts = tbl.attr.classes:includes("facts")
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      for column, cell in ipairs(row.cells) do
        if row.attr.classes:includes("total") or facts and column == 1 then
          embolden(cell)
        end
      end
    end
  end
end

-- Every row of a table, head first.
local function rows_of(tbl)
  local rows = pandoc.List({})
  rows:extend(tbl.head.rows)
  for _, body in ipairs(tbl.bodies) do
    rows:extend(body.head)
    rows:extend(body.body)
  end
  rows:extend(tbl.foot.rows)
  return rows
end

-- The cells of a table that stand in one column alone: { column, cell, text, is_head }, in a list a row.
local function read_cells(tbl)
  local listed, busy, heads = {}, {}, #tbl.head.rows
  for number, row in ipairs(rows_of(tbl)) do
    listed[number] = {}
    local column = 1
    for _, cell in ipairs(row.cells) do
      while (busy[column] or 0) > 0 do
        busy[column] = busy[column] - 1
        column = column + 1
      end
      local text = pandoc.utils.stringify(cell.contents)
      table.insert(listed[number], { column = column, cell = cell, text = text, is_head = number <= heads,
        long = utf8.len(text) or #text, alone = cell.col_span == 1 })
      for spanned = column, column + cell.col_span - 1 do
        busy[spanned] = cell.row_span - 1
      end
      column = column + cell.col_span
    end
  end
  return listed
end

local function longest_word(text, bold)
  local longest = 0
  for word in text:gmatch("%S+") do
    longest = math.max(longest, utf8.len(word) or #word)
  end
  return math.min(longest, LONGEST_WORD) * (bold and BOLD or 1)
end

-- As browsers do it: each column gets its longest word, the rest is shared out by how much more each has to say. Where
-- all that is to say fits on one line, every column gets its share of the page.
local function share_out(least, wanted, room)
  local least_sum, more_sum, wanted_sum = 0, 0, 0
  for column = 1, #least do
    wanted_sum = wanted_sum + wanted[column]
  end
  if wanted_sum <= room then
    return pandoc.List(wanted):map(function(width)
      return width / wanted_sum
    end)
  end
  for column = 1, #least do
    least_sum = least_sum + least[column]
    more_sum = more_sum + wanted[column] - least[column]
  end
  local spare = math.max(0, room - least_sum)
  local widths = {}
  for column = 1, #least do
    local more = more_sum > 0 and (wanted[column] - least[column]) / more_sum or 1 / #least
    widths[column] = (least[column] + spare * more) / math.max(room, least_sum)
  end
  return widths
end

-- A rating's mark and word will stand on one line, so they count as one word.
local function as_set(it)
  return rag_of(it.cell.attr.classes) and (it.text:gsub("^(%S+) ", "%1\u{a0}", 1)) or it.text
end

-- Tables with the same head have the same columns all through a paper, so that the eye finds them again.
local function head_of(listed)
  local words = {}
  for _, row in ipairs(listed) do
    for _, it in ipairs(row) do
      if it.is_head then
        table.insert(words, it.text)
      end
    end
  end
  return table.concat(words, "|")
end

local function measure(tbl, alike)
  local listed = read_cells(tbl)
  local head = head_of(listed)
  local known = alike[head]
  if not known or #known.least ~= #tbl.colspecs then
    known = { least = {}, wanted = {} }
    for column = 1, #tbl.colspecs do
      known.least[column], known.wanted[column] = PADDING + 1, PADDING + 1
    end
    alike[head] = known
  end
  local least, wanted = known.least, known.wanted
  for _, row in ipairs(listed) do
    for _, it in ipairs(row) do
      if it.alone then
        local bold = it.is_head or it.text:match(SHAPES)
        least[it.column] = math.max(least[it.column], longest_word(as_set(it), bold) + PADDING)
        wanted[it.column] = math.max(wanted[it.column], least[it.column], math.min(it.long, LONG_TEXT) + PADDING)
      end
    end
  end
end

local function set_widths(tbl, listed, alike, room)
  local known = alike[head_of(listed)]
  local widths = share_out(known.least, known.wanted, room)
  for column = 1, #tbl.colspecs do
    local alignment = tbl.colspecs[column][1]
    tbl.colspecs[column] = { alignment == "AlignDefault" and "AlignLeft" or alignment, widths[column] }
  end
  return widths
end

-- typst splits rows between pages unless told not to; Word is told by the finishing step.
local function keep_rows_whole(listed, widths, room)
  for _, row in ipairs(listed) do
    local tallest = 0
    for _, it in ipairs(row) do
      tallest = math.max(tallest, it.long / (widths[it.column] * room))
    end
    if tallest < WHOLE_ROW and row[1] then
      row[1].cell.attributes["typst:breakable"] = "false"
    end
  end
end

local function without_cell(rows, column)
  for _, row in ipairs(rows) do
    local cells = row.cells
    cells:remove(column)
    row.cells = cells
  end
  return rows
end

-- A line the size of a word is drawn for the page; it says nothing that the row's figures do not, so its column goes.
local function without_lines(tbl)
  local first, at = tbl.head.rows[1], nil
  for column, cell in ipairs(first and first.cells or {}) do
    at = cell.attr.classes:includes("spark") and column or at
  end
  if not at then
    return nil
  end
  local head, colspecs, bodies = tbl.head, tbl.colspecs, tbl.bodies
  head.rows = without_cell(head.rows, at)
  for _, body in ipairs(bodies) do
    body.body = without_cell(body.body, at)
  end
  colspecs:remove(at)
  tbl.head, tbl.colspecs, tbl.bodies = head, colspecs, bodies
  return tbl
end

local function is_short(listed)
  local long = 0
  for _, row in ipairs(listed) do
    for _, it in ipairs(row) do
      long = long + it.long
    end
  end
  return #listed <= WHOLE_ROWS or long <= WHOLE_WORDS
end

local function set_table(tbl, alike, room, palette, whole)
  set_weight(tbl)
  local listed = read_cells(tbl)
  for _, row in ipairs(listed) do
    for _, it in ipairs(row) do
      mark(it.cell, it.text, palette)
      align(it.cell)
    end
  end
  if tbl.attr.classes:includes("report-head") then -- numbers.lua has set its widths, and its words are the body's size
    return FORMAT == "typst" and { pandoc.RawBlock("typst", "#gt-report-head["), tbl, pandoc.RawBlock("typst", "]") } or tbl
  end
  local widths = set_widths(tbl, listed, alike, room)
  if FORMAT ~= "typst" then
    return tbl
  end
  if whole and is_short(listed) then
    return { pandoc.RawBlock("typst", "#block(breakable: false)["), tbl, pandoc.RawBlock("typst", "]") }
  end
  keep_rows_whole(listed, widths, room)
  return tbl
end

-- Visits the tables with the paper they stand in: of several bound into one, each has columns and pages of its own.
local function visit_tables(doc, papers, visit)
  local number, lies = 0, doc.meta.landscape
  return doc:walk({
    traverse = "topdown",
    Header = function(header)
      if header.classes:includes("bound") then
        number, lies = number + 1, header.attributes.landscape == "true"
      end
    end,
    Table = function(tbl)
      papers[number] = papers[number] or {}
      return visit(tbl, papers[number], lies), false
    end,
  })
end

function Pandoc(doc)
  if not ROOM[FORMAT] then
    return nil
  end
  local palette, papers = colours(doc.meta), {}
  doc = doc:walk({
    Table = without_lines,
    Image = function(image)
      return image.src:match("^data:image/svg") and {} or nil
    end,
  })
  visit_tables(doc, papers, measure)
  return visit_tables(doc, papers, function(tbl, alike, lies)
    return set_table(tbl, alike, ROOM[FORMAT][lies and 2 or 1], palette, not lies)
  end)
end
