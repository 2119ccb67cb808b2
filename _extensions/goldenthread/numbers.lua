-- Numbers the sections, paragraphs, recommendations and appendices of a covering report, and leads references to them.
-- Both engines run it, before everything else, so that what it sees is still as the analyst wrote it. How a house style
-- numbers, the front matter says: `section-numbers`, `paragraph-numbers`, `recommendation-numbers`.
--
-- A label ends what it names: `Growth has slowed. {#par-growth}`. A reference is `@par-growth`, and comes out as
-- "paragraph 12" or "paragraph 2.6"; `@rec-…` as "recommendation (a)", `@app-…` as "Appendix 1". Tables and figures are
-- Quarto's own.

local NOUNS = { par = "paragraph", rec = "recommendation", app = "Appendix" }
local RECOMMENDATIONS = {
  letters = {
    style = "Recommendation", list = { "LowerAlpha", "TwoParens" },
    mark = function(number)
      return "(" .. string.char(96 + (number - 1) % 26 + 1) .. ")"
    end,
  },
  romans = {
    style = "Roman Recommendation", list = { "LowerRoman", "OneParen" },
    mark = function(number)
      return pandoc.utils.to_roman_numeral(number):lower() .. ")"
    end,
  },
}
local numbers = {} -- what each label stands for
local sections, section, counts = 0, 0, {} -- paragraphs are counted in their section; outside of sections, in 0
local numbered = { sections = false, paragraphs = "none", recommendations = RECOMMENDATIONS.letters }
local refusals = pandoc.List({})

local function is_page()
  return FORMAT:match("^html") ~= nil
end

local function refuse(found, expected, next_step)
  refusals:insert({ found = found, expected = expected, next_step = next_step })
end

local function note(label, number)
  if numbers[label] then
    refuse("the label " .. label .. " twice", "labels that each name one paragraph, recommendation or appendix", "Rename one of the two.")
  end
  numbers[label] = number
end

local function styled(blocks, style)
  return pandoc.Div(blocks, { ["custom-style"] = style })
end

-- Labels -------------------------------------------------------------------------------------------------------------

-- Takes the label off the end of a paragraph; its first word takes the name.
local function take_label(paragraph, kind, number)
  local inlines = paragraph.content
  local last = inlines[#inlines]
  local said, label = nil, nil
  if last and last.t == "Str" then
    said, label = last.text:match("^(.*){#(" .. kind .. "%-[%w%-]+)}$")
  end
  if not label then
    return
  end
  inlines:remove(#inlines)
  if said ~= "" then
    inlines:insert(pandoc.Str(said))
  end
  while #inlines > 0 and (inlines[#inlines].t == "Space" or inlines[#inlines].t == "SoftBreak") do
    inlines:remove(#inlines)
  end
  note(label, number)
  inlines[1] = pandoc.Span({ inlines[1] }, { id = label }) -- around a word: typst has no label for nothing
end

-- Sections and paragraphs --------------------------------------------------------------------------------------------

-- Word numbers by the heading's style, so the finishing step takes the figure away again.
local function number_section(header)
  if header.classes:includes("unnumbered") then
    section = 0
    return
  end
  sections = sections + 1
  section = sections
  local figure, space = pandoc.Str(tostring(section)), pandoc.Space()
  if FORMAT == "docx" then
    figure = pandoc.Span({ figure }, { ["custom-style"] = "Section Number" })
  elseif is_page() then
    figure = pandoc.Span({ figure }, { class = "section-number" })
  else
    space = pandoc.Str("\u{2003}")
  end
  header.content:insert(1, space)
  header.content:insert(1, figure)
end

local CONTINUES = { BulletList = true, OrderedList = true, BlockQuote = true }

local function is_words(block)
  return block.t == "Para" and not (#block.content == 1 and block.content[1].t == "Image")
end

-- Nothing but Word has a list that counts 2.1, 2.2: elsewhere the number stands in its paragraph. In PDF blocks.lua sets
-- it beside the words.
local function with_number(blocks, number)
  if FORMAT == "typst" then
    return pandoc.Div(blocks, { class = "numbered-paragraph", number = number })
  end
  local content = blocks[1].content
  content:insert(1, pandoc.Space())
  content:insert(1, pandoc.Span({ pandoc.Str(number) }, { class = "paragraph-number" }))
  return pandoc.Div(blocks, { class = "numbered-paragraph" })
end

-- A run of numbered paragraphs is one list, which goes on from the last number; what hangs from a paragraph, such as
-- bullets, stands in its item. Word numbers by the paragraph's style, so that a clerk can add one.
local function as_list(run)
  if run.section == 0 then
    return pandoc.List({ pandoc.OrderedList(run, pandoc.ListAttributes(run.first, "Decimal", "Period")) })
  end
  local made = pandoc.List({})
  for place, item in ipairs(run) do
    made:insert(with_number(item, run.section .. "." .. run.first + place - 1))
  end
  return made
end

local function number_blocks(blocks)
  local made, run = pandoc.List({}), nil
  local function close()
    if run then
      made:extend(as_list(run))
      run = nil
    end
  end
  for _, block in ipairs(blocks) do
    if block.t == "Header" and block.level <= 2 and numbered.sections and not block.classes:includes("bound") then
      close()
      number_section(block)
      made:insert(block)
    elseif numbered.paragraphs ~= "none" and is_words(block) then
      local count = (counts[section] or 0) + 1
      counts[section] = count
      take_label(block, "par", section > 0 and section .. "." .. count or tostring(count))
      if FORMAT == "docx" then
        made:insert(styled({ block }, section > 0 and "Section Paragraph" or "Numbered Paragraph"))
      elseif run then
        run:insert({ block })
      else
        run = pandoc.List({ { block } })
        run.first, run.section = count, section
      end
    elseif CONTINUES[block.t] and run then
      table.insert(run[#run], block)
    else
      close()
      made:insert(block)
    end
  end
  close()
  return made
end

-- The title block ----------------------------------------------------------------------------------------------------

local asked = 0 -- recommendations are numbered through, as Word numbers a style

local function mark_items(list)
  local made, how, first = pandoc.List({}), numbered.recommendations, asked
  for number, item in ipairs(list.content) do
    if item[1] and (item[1].t == "Plain" or item[1].t == "Para") then
      item[1] = pandoc.Para(item[1].content)
      take_label(item[1], "rec", how.mark(first + number))
    end
    made:insert(item)
  end
  asked = first + #list.content
  if FORMAT ~= "docx" then
    return pandoc.List({ pandoc.OrderedList(made, pandoc.ListAttributes(first + 1, how.list[1], how.list[2])) })
  end
  return made:map(function(item)
    return styled(item, how.style)
  end)
end

-- `around` is the style of the words beside the list.
local function marked(blocks, around)
  local made = pandoc.List({})
  for _, block in ipairs(blocks) do
    if block.t == "OrderedList" or block.t == "BulletList" then
      made:extend(mark_items(block))
    elseif FORMAT == "docx" then
      made:insert(styled({ block }, around))
    else
      made:insert(block)
    end
  end
  if is_page() then
    local romans = numbered.recommendations == RECOMMENDATIONS.romans
    made = pandoc.List({ pandoc.Div(made, { class = romans and "recommendations romans" or "recommendations" }) })
  end
  return made
end

local function row_of(fact, is_first)
  local heading = pandoc.Plain({ pandoc.Str(fact.attributes.heading) })
  local said = fact.content
  if fact.classes:includes("recommendations") then
    said = marked(said, "Title Block")
  elseif FORMAT == "docx" then
    said = pandoc.List({ styled(said, "Title Block") })
  end
  if not is_page() then
    heading = pandoc.Plain({ pandoc.Strong(heading.content) })
  end
  local head = FORMAT == "docx" and styled({ pandoc.Para(heading.content) }, "Title Block") or heading
  local function cell(blocks, scope)
    return pandoc.Cell(blocks, "AlignDefault", 1, 1, scope and { scope = scope } or {})
  end
  return pandoc.Row({ cell({ head }, is_first and "col" or "row"), cell(said, is_first and "col" or nil) })
end

-- The subject heads the table, so that a screen reader says of every row whose it is.
local function title_block(div)
  local facts = div.content:filter(function(block)
    return block.t == "Div" and block.attributes.heading
  end)
  local rows = pandoc.List({})
  for position, fact in ipairs(facts) do
    rows:insert(row_of(fact, position == 1))
  end
  local body = { attr = pandoc.Attr(), body = { table.unpack(rows, 2) }, head = {}, row_head_columns = 1 }
  local widths = { { "AlignLeft", 0.27 }, { "AlignLeft", 0.73 } }
  return pandoc.Table({ long = {} }, widths, pandoc.TableHead({ rows[1] }), { body }, pandoc.TableFoot(), { class = "report-head" })
end

-- An appendix is named by its line in the list of appendices; where it is bound into the same file, by its heading.
local function number_appendices(blocks)
  local function named(element)
    if element.identifier:match("^app%-") and element.attributes.number then
      note(element.identifier, element.attributes.number)
    end
  end
  blocks:walk({ Span = named, Header = named })
end

-- The covering report, and the appendices that are bound into one file with it: what is in those has no numbers.
local function parted(blocks)
  local own, appendices = pandoc.List({}), pandoc.List({})
  for _, block in ipairs(blocks) do
    local begins = block.t == "Header" and block.classes:includes("bound") and block.attributes.number
    local part = (begins or #appendices > 0) and appendices or own
    part:insert(block)
  end
  return own, appendices
end

-- References ---------------------------------------------------------------------------------------------------------

local function known_labels(kind)
  local labels = pandoc.List({})
  for label in pairs(numbers) do
    if label:match("^" .. kind .. "%-") then
      labels:insert("@" .. label)
    end
  end
  labels:sort()
  return #labels > 0 and "one of " .. table.concat(labels, ", ") or "no such reference: nothing here has such a label"
end

local function Cite(cite)
  local citation = cite.citations[1]
  local kind = citation.id:match("^(%a+)%-")
  if not NOUNS[kind] then
    return nil
  end
  local number = numbers[citation.id]
  if not number then
    refuse("the reference @" .. citation.id, known_labels(kind), "Correct the reference, or label what it means.")
    return pandoc.Str("?")
  end
  local words = citation.mode == "SuppressAuthor" and number or NOUNS[kind] .. "\u{a0}" .. number
  return pandoc.Link({ pandoc.Str(words) }, "#" .. citation.id, "", { class = "xref" })
end

local function set_report_blocks(blocks)
  local made = pandoc.List({})
  for _, block in ipairs(blocks) do
    if block.t == "Div" and block.classes:includes("report-head") then
      made:insert(title_block(block))
    elseif block.t == "Div" and block.classes:includes("recommendations") then
      made:insert(pandoc.Div(marked(block.content, "Body Text"))) -- its words have no paragraph numbers
    else
      made:insert(block)
    end
  end
  return made
end

local function said(meta, name, other)
  return meta[name] ~= nil and pandoc.utils.stringify(meta[name]) or other
end

function Pandoc(doc)
  numbered = {
    sections = doc.meta["section-numbers"] == true,
    paragraphs = said(doc.meta, "paragraph-numbers", "none"),
    recommendations = RECOMMENDATIONS[said(doc.meta, "recommendation-numbers", "letters")],
  }
  number_appendices(doc.blocks)
  local own, appendices = parted(doc.blocks)
  own = number_blocks(set_report_blocks(own))
  own:extend(appendices)
  doc.blocks = pandoc.Blocks(own):walk({ Cite = Cite })
  if #refusals > 0 then
    io.stderr:write("GOLDENTHREAD-REFUSED " .. pandoc.json.encode(refusals) .. "\n")
    os.exit(1)
  end
  return doc
end
