-- Numbers the paragraphs, recommendations and appendices of a covering report, and leads references to them. Both
-- engines run it, before everything else, so that what it sees is still as the analyst wrote it.
--
-- A label ends what it names: `Growth has slowed. {#par-growth}`. A reference is `@par-growth`, and comes out as
-- "paragraph 12"; `@rec-…` as "recommendation (a)", `@app-…` as "Appendix 1". Tables and figures are Quarto's own.

local NOUNS = { par = "paragraph", rec = "recommendation", app = "Appendix" }
local numbers = {} -- what each label stands for
local count = 0
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

-- Paragraphs ---------------------------------------------------------------------------------------------------------

local CONTINUES = { BulletList = true, OrderedList = true, BlockQuote = true }

local function is_words(block)
  return block.t == "Para" and not (#block.content == 1 and block.content[1].t == "Image")
end

-- A run of numbered paragraphs is one list, which goes on from the last number; what hangs from a paragraph, such as
-- bullets, stands in its item. Word numbers by the paragraph's style, so that a clerk can add one.
local function as_list(items, first)
  return pandoc.OrderedList(items, pandoc.ListAttributes(first, "Decimal", "Period"))
end

local function number_blocks(blocks)
  local made, run, first = pandoc.List({}), nil, 0
  local function close()
    if run then
      made:insert(as_list(run, first))
      run = nil
    end
  end
  for _, block in ipairs(blocks) do
    if is_words(block) then
      count = count + 1
      take_label(block, "par", tostring(count))
      if FORMAT == "docx" then
        made:insert(styled({ block }, "Numbered Paragraph"))
      elseif run then
        run:insert({ block })
      else
        run, first = pandoc.List({ { block } }), count
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

local function letter(number)
  return "(" .. string.char(96 + (number - 1) % 26 + 1) .. ")"
end

local function letter_items(list)
  local made = pandoc.List({})
  for number, item in ipairs(list.content) do
    if item[1] and (item[1].t == "Plain" or item[1].t == "Para") then
      item[1] = pandoc.Para(item[1].content)
      take_label(item[1], "rec", letter(number))
    end
    made:insert(item)
  end
  if FORMAT ~= "docx" then
    return pandoc.List({ pandoc.OrderedList(made, pandoc.ListAttributes(1, "LowerAlpha", "TwoParens")) })
  end
  return made:map(function(item)
    return styled(item, "Recommendation")
  end)
end

local function lettered(blocks)
  local made = pandoc.List({})
  for _, block in ipairs(blocks) do
    if block.t == "OrderedList" or block.t == "BulletList" then
      made:extend(letter_items(block))
    elseif FORMAT == "docx" then
      made:insert(styled({ block }, "Title Block"))
    else
      made:insert(block)
    end
  end
  return made
end

local function row_of(fact, is_first)
  local heading = pandoc.Plain({ pandoc.Str(fact.attributes.heading) })
  local said = fact.content
  if fact.classes:includes("recommendations") then
    said = lettered(said)
  elseif FORMAT == "docx" then
    said = pandoc.List({ styled(said, "Title Block") })
  end
  if is_page() then
    if fact.classes:includes("recommendations") then
      said = pandoc.List({ pandoc.Div(said, { class = "recommendations" }) })
    end
  else
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

function Pandoc(doc)
  local own, appendices = parted(doc.blocks)
  local made = pandoc.List({})
  number_appendices(doc.blocks)
  for _, block in ipairs(own) do
    made:insert(block.t == "Div" and block.classes:includes("report-head") and title_block(block) or block)
  end
  made = doc.meta["paragraph-numbers"] and number_blocks(made) or made
  made:extend(appendices)
  doc.blocks = pandoc.Blocks(made):walk({ Cite = Cite })
  if #refusals > 0 then
    io.stderr:write("GOLDENTHREAD-REFUSED " .. pandoc.json.encode(refusals) .. "\n")
    os.exit(1)
  end
  return doc
end
