-- Sets the tables of papers: column widths that fit their words, figures to the right, RAG cells marked so that the
-- finishing step (Word) or the writer (typst) can fill them. Both engines run it; pages keep their HTML tables.

local RAGS = { ["rag-green"] = "green", ["rag-amber"] = "amber", ["rag-red"] = "red", ["rag-none"] = "none" }
local SHAPES = "^[\u{25b2}\u{25cf}\u{25a0}]" -- by bytes: enough to know where to look
local STYLE = { green = "RAG Green", amber = "RAG Amber", red = "RAG Red", none = "RAG None" }
local FILL = { green = "#00703c", amber = "#ffbf47", red = "#d4351c" }
-- Characters of 9 pt type that fit between 2 cm margins: { portrait, landscape }. Word's Arial is the wider face.
local ROOM = { docx = { 105, 158 }, typst = { 112, 172 } }
local BOLD = 1.12 -- how much wider a bold word is
local MARK = 1 -- how much wider a rating's mark is than a letter
local PADDING = 2.5 -- characters' worth of space beside each cell's words
local LONGEST_WORD = 16 -- a longer word may break
-- An upright page keeps a table whole that is short in rows or in words (in Word the finishing step does).
local WHOLE_ROWS = 6
local WHOLE_WORDS = 800 -- characters
local WHOLE_ROW = 25 -- lines: a shorter row is kept on one page
local SHORT_TEXT = 10 -- characters that are not parted, such as "On track"
local FULL_TEXT, FULL_WIDTH = 30, 18 -- where a cell says more than that, its column is so wide at least
local STEPS = { 1, 2, 4, 8 } -- by how many characters a column is tried wider
local ROWS_TRIED = 60 -- a longer table is set by its first rows
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

local function mark(cell, text, said, palette)
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

local function align(cell, classes)
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

local ARROWS = { ["\u{2191}"] = true, ["\u{2193}"] = true, ["\u{2192}"] = true }
local RANGE = " to ([\u{2212}\u{a3}]*%d)"

local function is_sign(inline)
  return inline.t == "Span" and inline.classes:includes("signed")
end

-- Signs that the page draws one under the other stand so as words too. (What is left of a drawing is a space.)
local function under_each_other(inlines)
  local made = pandoc.Inlines({})
  for _, inline in ipairs(inlines) do
    made:extend(is_sign(inline) and #made > 0 and { pandoc.LineBreak() } or {})
    made:extend((inline.t ~= "Space" or #made > 0) and { inline } or {})
  end
  return made
end

-- An arrow stays on the line of its word, and a range's "to" with its figure.
local function tied(inlines)
  for position = #inlines - 1, 2, -1 do
    local before, following = inlines[position - 1], inlines[position + 1]
    local is_range = before.text == "to" and following.t == "Str" and following.text:match("^[\u{2212}\u{a3}]*%d")
    if inlines[position].t == "Space" and before.t == "Str" and (ARROWS[before.text] or is_range) then
      inlines[position] = pandoc.Str("\u{a0}")
    end
  end
  return inlines
end

-- Sets the words of a cell as they are to break, where that is not anywhere.
local function set_breaks(cell, it)
  if it.signs then
    cell.contents = cell.contents:walk({ Inlines = tied }):walk({ Inlines = under_each_other })
  elseif it.text:match(RANGE) or ARROWS[it.text:match("^%S+")] then
    cell.contents = cell.contents:walk({ Inlines = tied })
  end
end

-- The signs of a cell that has several, which are its lines.
local function signs_of(cell, classes)
  local signs = {}
  if classes:includes("pattern") then
    cell.contents:walk({
      Span = function(span)
        if is_sign(span) then
          table.insert(signs, (pandoc.utils.stringify(span):gsub("^%s+", "")))
        end
      end,
    })
  end
  return #signs > 1 and signs or nil
end

local function longest_of(lines)
  local longest = 0
  for _, line in ipairs(lines) do
    longest = math.max(longest, utf8.len(line) or #line)
  end
  return longest
end

-- The cells of a table: what each says, where it stands and how long it is, in a list a row.
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
      local classes, span, signs = cell.classes, cell.col_span, signs_of(cell, cell.classes)
      local text = signs and table.concat(signs, " ") or pandoc.utils.stringify(cell.contents)
      table.insert(listed[number], { column = column, text = text, classes = classes, is_head = number <= heads,
        signs = signs, all = utf8.len(text) or #text, long = longest_of(signs or { text }), alone = span == 1 })
      for spanned = column, column + span - 1 do
        busy[spanned] = cell.row_span - 1
      end
      column = column + span
    end
  end
  return listed
end

local function word_lengths(text, bold)
  local lengths = {}
  for word in text:gmatch("%S+") do
    table.insert(lengths, (utf8.len(word) or #word) * (bold and BOLD or 1))
  end
  return lengths
end

local function longest_word(text, bold)
  local longest = 0
  for word in text:gmatch("%S+") do
    longest = math.max(longest, utf8.len(word) or #word)
  end
  return math.min(longest, LONGEST_WORD) * (bold and BOLD or 1)
end

local function sum(numbers)
  local total = 0
  for _, number in ipairs(numbers) do
    total = total + number
  end
  return total
end

-- Into how many lines words of these lengths fall, where a line takes so many characters.
local function lines_of(words, width)
  local lines, used = 1, 0
  for _, word in ipairs(words) do
    if used > 0 and used + 1 + word <= width then
      used = used + 1 + word
    else
      lines = lines + (used > 0 and 1 or 0) + math.max(0, math.ceil(word / width) - 1)
      used = word
    end
  end
  return lines
end

-- How many lines each cell of the first rows takes at these widths.
local function count_lines(rows, widths)
  local counted = {}
  for number = 1, math.min(#rows, ROWS_TRIED) do
    counted[number] = {}
    for column, words in pairs(rows[number]) do
      counted[number][column] = lines_of(words, widths[column] - PADDING)
    end
  end
  return counted
end

-- How many lines all rows lose together, for each character of width that a column gains.
local function gain_of(rows, counted, column, width, more)
  local gained = 0
  for number, lines in ipairs(counted) do
    local own, others = lines[column] or 0, 0
    for other, taken in pairs(lines) do
      others = other ~= column and math.max(others, taken) or others
    end
    if own > others then
      gained = gained + own - math.max(others, lines_of(rows[number][column], width + more - PADDING))
    end
  end
  return gained / more
end

-- Adds to `widths` what is spare, by how far each column falls short of what it wants.
local function give(widths, wanted, spare)
  local short = pandoc.List(widths):map(function(width, column)
    return math.max(0, wanted[column] - width)
  end)
  local all = sum(short)
  for column, missing in ipairs(short) do
    widths[column] = widths[column] + (all > 0 and math.min(spare, all) * missing / all or 0)
  end
end

-- Each column gets its longest word. What is left goes to the column that makes the rows less tall by it, and what makes
-- none so to those that have more to say: one long target among short ones takes no room from what every row says. Where
-- all fits on one line, every column gets its share of the page.
local function share_out(known, room)
  local widths = pandoc.List(known.least):clone()
  local spare = math.floor(room - sum(widths))
  while spare > 0 and sum(known.wanted) > room do
    local best, step, most = nil, nil, 0
    local counted = count_lines(known.rows, widths)
    for column, width in ipairs(widths) do
      for _, more in ipairs(STEPS) do
        local gain = more <= spare and width < known.wanted[column] and gain_of(known.rows, counted, column, width, more) or 0
        if gain > most then
          best, step, most = column, more, gain
        end
      end
    end
    if not best then
      break
    end
    widths[best], spare = widths[best] + step, spare - step
  end
  give(widths, known.wanted, math.max(0, room - sum(widths)))
  local all = sum(widths)
  return widths:map(function(width)
    return width / all
  end)
end

-- A rating's mark and word will stand on one line, and so will what `set_breaks` ties: they count as one word.
local function as_set(it)
  local text = it.text:gsub(RANGE, " to\u{a0}%1")
  local first = rag_of(it.classes) or ARROWS[text:match("^%S+")]
  return first and (text:gsub("^(%S+) ", "%1\u{a0}", 1)) or text
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

local function measure(tbl, listed, alike)
  local head = head_of(listed)
  local known = alike[head]
  if not known or #known.least ~= #tbl.colspecs then
    known = { least = {}, wanted = {}, rows = {} }
    for column = 1, #tbl.colspecs do
      known.least[column], known.wanted[column] = PADDING + 1, PADDING + 1
    end
    alike[head] = known
  end
  local least, wanted = known.least, known.wanted
  for _, row in ipairs(listed) do
    local said = {}
    table.insert(known.rows, said)
    for _, it in ipairs(row) do
      if it.alone then
        local bold, text = it.is_head or it.text:match(SHAPES), as_set(it)
        local whole = it.long * (bold and BOLD or 1) + (it.text:match(SHAPES) and MARK or 0)
        local word = it.long <= SHORT_TEXT and not it.is_head and whole or longest_word(text, bold)
        local full = it.long > FULL_TEXT and FULL_WIDTH + PADDING or 0
        least[it.column] = math.max(least[it.column], word + PADDING, full)
        wanted[it.column] = math.max(wanted[it.column], least[it.column], math.min(it.long, LONG_TEXT) + PADDING)
        said[it.column] = word_lengths(text, bold)
      end
    end
  end
end

local function set_widths(tbl, listed, alike, room)
  local known = alike[head_of(listed)]
  known.widths = known.widths or share_out(known, room)
  for column = 1, #tbl.colspecs do
    local alignment = tbl.colspecs[column][1]
    tbl.colspecs[column] = { alignment == "AlignDefault" and "AlignLeft" or alignment, known.widths[column] }
  end
  return known.widths
end

-- typst splits rows between pages unless told not to; Word is told by the finishing step.
local function keep_rows_whole(rows, listed, widths, room)
  for number, row in ipairs(listed) do
    local tallest = 0
    for _, it in ipairs(row) do
      tallest = math.max(tallest, it.all / (widths[it.column] * room))
    end
    if tallest < WHOLE_ROW and row[1] then
      rows[number].cells[1].attributes["typst:breakable"] = "false"
    end
  end
end

local function is_short(listed)
  local long = 0
  for _, row in ipairs(listed) do
    for _, it in ipairs(row) do
      long = long + it.all
    end
  end
  return #listed <= WHOLE_ROWS or long <= WHOLE_WORDS
end

local function set_table(tbl, listed, alike, room, palette, whole)
  set_weight(tbl)
  local rows = rows_of(tbl)
  for number, row in ipairs(rows) do
    for position, cell in ipairs(row.cells) do
      local it = listed[number][position]
      set_breaks(cell, it)
      mark(cell, it.text, it.classes, palette)
      align(cell, it.classes)
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
  keep_rows_whole(rows, listed, widths, room)
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
    Image = function(image)
      return image.src:match("^data:image/svg") and {} or nil
    end,
  })
  local read = {}
  visit_tables(doc, papers, function(tbl, alike)
    table.insert(read, read_cells(tbl))
    measure(tbl, read[#read], alike)
  end)
  local number = 0
  return visit_tables(doc, papers, function(tbl, alike, lies)
    number = number + 1
    return set_table(tbl, read[number], alike, ROOM[FORMAT][lies and 2 or 1], palette, not lies)
  end)
end
