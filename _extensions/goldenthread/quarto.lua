-- The part of Quarto that the embedded engine knows, written once (README.md beside this file lists it). Quarto does
-- all of this itself, so this filter is not in `_quarto.yml`. What is outside the list is refused, not guessed at:
-- every refusal of a document goes to standard error as one line of JSON, and render/pandoc.py turns it into words.

local TITLES = { note = "Note", tip = "Tip", warning = "Warning", caution = "Caution", important = "Important" }
local KINDS = { fig = "Figure", tbl = "Table" }
local OTHER_REFERENCES = "^(%a+)%-" -- sec-, eq-, lst-, thm-, …: Quarto numbers them, this engine does not
local UNKNOWN_REFERENCES = { sec = true, eq = true, lst = true, thm = true, lem = true, cor = true, prp = true, cnj = true,
  def = true, exm = true, exr = true, sol = true, rem = true, alg = true, nte = true, tip = true, wrn = true, imp = true,
  cau = true }
local UNKNOWN_CLASSES = { "^column%-", "^panel%-", "^aside$", "^hidden$", "^sourceCode$", "^quarto%-", "^cell", "^landscape$" }
local UNKNOWN_ATTRIBUTES = { "layout", "layout-ncol", "layout-nrow", "layout-valign", "include-in-header", "filename" }

local refusals = pandoc.List({})
local numbers, counts = {}, { fig = 0, tbl = 0 }
-- By the environment, since Word files keep all metadata.
local nonce = os.getenv("GOLDENTHREAD_NONCE")
local folder = "." -- where pandoc runs, and the outputs of cells lie

local function refuse(found, expected, next_step)
  refusals:insert({ found = found, expected = expected, next_step = next_step })
end

local function is_page()
  return FORMAT:match("^html") ~= nil
end

local function read(path)
  local file = assert(io.open(path, "rb"))
  local content = file:read("a")
  file:close()
  return content
end

local function kind_of(identifier)
  return identifier and KINDS[identifier:match("^(%a+)%-") or ""] and identifier:match("^(%a+)%-")
end

-- Outputs of cells -------------------------------------------------------------------------------------------------

-- Our own HTML in a page is put in after pandoc has run, so that pandoc never rewrites it.
local function page_output(key)
  return pandoc.RawBlock("html", "<!--" .. nonce .. ":" .. key .. "-->")
end

-- Only the words of our HTML belong in a paper: its scripts, folded data and drawings stay on the page.
local function paper_table(key)
  local html = read(folder .. "/" .. key .. ".html"):gsub("<svg.-</svg>", "") -- tables.lua would drop them, after long work
  local blocks = pandoc.read(html, "html").blocks
  local tables = pandoc.List({})
  blocks:walk({
    traverse = "topdown",
    Table = function(tbl)
      tables:insert(tbl)
      return tbl, false
    end,
  })
  return #tables > 0 and tables or blocks
end

local function paper_output(key, kind)
  if kind == "html" then
    return paper_table(key)
  end
  local image = pandoc.Image({}, folder .. "/" .. key .. ".png")
  return pandoc.List({ pandoc.Para({ image }) })
end

local function output(div)
  local key, kind = div.attributes.key, div.attributes.kind
  if is_page() then
    return pandoc.List({ page_output(key) })
  end
  return paper_output(key, kind)
end

-- Floats: numbered tables and figures --------------------------------------------------------------------------------

local function numbered(kind, number, caption)
  local inlines = pandoc.Inlines({ pandoc.Str(KINDS[kind] .. "\u{a0}" .. number .. ":"), pandoc.Space() })
  inlines:extend(caption)
  return inlines
end

local function page_float(label, kind, caption, content)
  local blocks = pandoc.List({
    pandoc.RawBlock("html", '<figure id="' .. label .. '" class="float float-' .. kind .. '">'),
  })
  local words = '<figcaption id="' .. label .. '-caption">'
  local figcaption = pandoc.List({ pandoc.RawInline("html", words) })
  figcaption:extend(caption)
  figcaption:insert(pandoc.RawInline("html", "</figcaption>"))
  if kind == "tbl" then
    blocks:insert(pandoc.Plain(figcaption))
    local region = '<div class="table-scroll" role="region" tabindex="0" aria-labelledby="' .. label .. '-caption">'
    blocks:insert(pandoc.RawBlock("html", region))
  end
  blocks:extend(content)
  if kind == "tbl" then
    blocks:insert(pandoc.RawBlock("html", "</div>"))
  else
    blocks:insert(pandoc.Plain(figcaption))
  end
  blocks:insert(pandoc.RawBlock("html", "</figure>"))
  return blocks
end

-- As Quarto writes it, so that one typst template serves both; typst itself counts.
local function typst_float(label, kind, caption, content)
  local position = kind == "tbl" and "top" or "bottom"
  local blocks = pandoc.List({ pandoc.RawBlock("typst", "#figure([") })
  blocks:extend(content)
  blocks:insert(pandoc.RawBlock("typst", "], caption: figure.caption(position: " .. position .. ", ["))
  blocks:insert(pandoc.Plain(caption))
  blocks:insert(pandoc.RawBlock("typst", ']),\nkind: "quarto-float-' .. kind .. '",\nsupplement: "' .. KINDS[kind]
    .. '",\nnumbering: "1",\n)\n<' .. label .. ">"))
  return blocks
end

local function word_float(label, kind, caption, content)
  if kind == "tbl" and content[1] and content[1].t == "Table" then
    content[1].caption = { long = { pandoc.Plain(caption) } }
    content[1].attr.identifier = label
    return content
  end
  local style = kind == "tbl" and "Table Caption" or "Image Caption"
  local words = pandoc.Div({ pandoc.Para(caption) }, { ["custom-style"] = style })
  local framed = pandoc.Div(content, { ["custom-style"] = kind == "tbl" and "Body Text" or "Captioned Figure" })
  return pandoc.List({ pandoc.Div(kind == "tbl" and { words, framed } or { framed, words }, { id = label }) })
end

local function float(label, caption, content)
  local kind = kind_of(label)
  local number = numbers[label]
  if FORMAT == "typst" then
    return typst_float(label, kind, caption, content)
  end
  local words = numbered(kind, number, caption)
  return is_page() and page_float(label, kind, words, content) or word_float(label, kind, words, content)
end

local function cell_float(div)
  local caption = pandoc.utils.blocks_to_inlines(div.content[1].content)
  local content = pandoc.List({})
  for position = 2, #div.content do
    local block = div.content[position]
    -- Words in place of a table, where there is nothing to set out, come as they are.
    content:extend(block.t == "Div" and block.attributes.key and output(block) or { block })
  end
  return float(div.attributes.label, caption, content)
end

-- First walk: give every float its number, in reading order.
local function number_float(label)
  local kind = kind_of(label)
  if not kind then
    return
  end
  if numbers[label] then
    refuse("the label " .. label .. " twice", "labels that each name one table or figure", "Rename one of the two.")
  end
  counts[kind] = counts[kind] + 1
  numbers[label] = counts[kind]
end

local counting = {
  traverse = "topdown",
  Header = function(header)
    if header.classes:includes("bound") then -- of papers bound into one, each counts its own, as it does by itself
      counts = { fig = 0, tbl = 0 }
    end
  end,
  Div = function(div)
    number_float(div.classes:includes(nonce .. "-float") and div.attributes.label or div.identifier)
  end,
  Table = function(tbl)
    number_float(tbl.identifier)
  end,
}

-- Authored tables with a label of their own.
local function authored_table(tbl)
  if not kind_of(tbl.identifier) then
    return nil
  end
  local label, caption = tbl.identifier, pandoc.utils.blocks_to_inlines(tbl.caption.long)
  tbl.identifier, tbl.caption = "", { long = {} }
  return float(label, caption, pandoc.List({ tbl })), false
end

-- References ---------------------------------------------------------------------------------------------------------

local function known_labels()
  local labels = pandoc.List({})
  for label in pairs(numbers) do
    labels:insert(label)
  end
  labels:sort()
  return #labels > 0 and "a label of this document: " .. table.concat(labels, ", ") or "no reference: nothing here is labelled"
end

local function reference(id, bare)
  local kind, number = kind_of(id), numbers[id]
  if not number then
    refuse("the reference @" .. id, known_labels(), "Correct the reference, or label the table or figure it means.")
    return pandoc.Str("?")
  end
  local words = bare and tostring(number) or KINDS[kind] .. "\u{a0}" .. number
  return pandoc.Link({ pandoc.Str(words) }, "#" .. id, "", { class = "xref" })
end

local function Cite(cite)
  local citation = cite.citations[1]
  local id = citation.id:gsub("^%u", string.lower)
  local prefix = id:match(OTHER_REFERENCES)
  if prefix and UNKNOWN_REFERENCES[prefix] then
    refuse("the reference @" .. id, "a reference to a table (@tbl-…) or a figure (@fig-…)", "Say it in words, or build with Quarto.")
  end
  if not kind_of(id) then
    return nil
  end
  if #cite.citations > 1 or #citation.suffix > 0 or #citation.prefix > 0 then
    refuse("several references, or words, in one pair of brackets with @" .. id, "one reference: @" .. id .. " or [-@" .. id .. "]",
      "Write the references one by one.")
  end
  return reference(id, citation.mode == "SuppressAuthor")
end

-- Callouts, tabsets, conditional content -------------------------------------------------------------------------------

local function callout_kind(div)
  for _, class in ipairs(div.classes) do
    local kind = class:match("^callout%-(.+)$")
    if kind then
      return kind
    end
  end
end

local function callout_title(div, kind)
  if div.attributes.title then
    return pandoc.utils.blocks_to_inlines(pandoc.read(div.attributes.title, "markdown-raw_html-raw_attribute").blocks), div.content
  end
  if div.content[1] and div.content[1].t == "Header" then
    local rest = pandoc.List({ table.unpack(div.content, 2) })
    return div.content[1].content, rest
  end
  return pandoc.Inlines(TITLES[kind]), div.content
end

local function page_callout(div, kind, title, content)
  local folded = div.attributes.collapse
  local open = folded == "false" and " open" or ""
  local tag = folded and '<details class="callout callout-%s"%s>' or '<div class="callout callout-%s"%s>'
  local head = pandoc.List({ pandoc.RawInline("html", folded and "<summary>" or '<p class="callout-title">') })
  head:extend(title)
  head:insert(pandoc.RawInline("html", folded and "</summary>" or "</p>"))
  local blocks = pandoc.List({ pandoc.RawBlock("html", tag:format(kind, open)), pandoc.Plain(head) })
  blocks:extend(content)
  blocks:insert(pandoc.RawBlock("html", folded and "</details>" or "</div>"))
  return blocks
end

local function paper_callout(title, content)
  if FORMAT == "typst" then
    local blocks = pandoc.List({ pandoc.RawBlock("typst", "#gt-callout["), pandoc.Plain(title), pandoc.RawBlock("typst", "][") })
    blocks:extend(content)
    blocks:insert(pandoc.RawBlock("typst", "]"))
    return blocks
  end
  return pandoc.List({
    pandoc.Div({ pandoc.Para(title) }, { ["custom-style"] = "Callout Title" }),
    pandoc.Div(content, { ["custom-style"] = "Callout" }),
  })
end

local function callout(div, kind)
  if not TITLES[kind] then
    refuse("a callout of the kind " .. kind, "note, tip, warning, caution or important", "Choose one of these.")
    return nil
  end
  local title, content = callout_title(div, kind)
  return is_page() and page_callout(div, kind, title, content) or paper_callout(title, content)
end

local function holds(wanted)
  return wanted == FORMAT or (wanted == "html" and is_page())
end

local function conditional(div)
  local when, unless = div.attributes["when-format"], div.attributes["unless-format"]
  if not (when or unless) then
    refuse("conditional content without when-format or unless-format", 'when-format="html", "docx" or "typst"', "Name the format.")
    return nil
  end
  local applies = when and holds(when) or unless and not holds(unless)
  if div.classes:includes("content-hidden") then
    applies = not applies
  end
  return applies and div.content or {}
end

local function matches_any(text, patterns)
  for _, pattern in ipairs(patterns) do
    if text:match(pattern) then
      return true
    end
  end
end

local function check_div(div)
  for _, class in ipairs(div.classes) do
    if matches_any(class, UNKNOWN_CLASSES) and class ~= "panel-tabset" then
      refuse("a block of the class ." .. class, "callouts, .panel-tabset, .content-visible, .content-hidden or a plain class",
        "Remove the class, or build with Quarto.")
    end
  end
  for _, name in ipairs(UNKNOWN_ATTRIBUTES) do
    if div.attributes[name] then
      refuse("a block with the attribute " .. name, "a block without layout", "Remove it, or build with Quarto.")
    end
  end
end

local function Div(div)
  if div.classes:includes(nonce .. "-float") then
    return cell_float(div), false
  end
  if div.classes:includes(nonce .. "-output") then
    return output(div), false
  end
  check_div(div)
  local kind = callout_kind(div)
  if kind then
    return callout(div, kind)
  end
  if div.classes:includes("content-visible") or div.classes:includes("content-hidden") then
    return conditional(div)
  end
  if kind_of(div.identifier) then
    refuse("a block labelled " .. div.identifier, "a label on a table's caption, a picture or a cell", "Move the label there.")
  end
end

-- What is refused ------------------------------------------------------------------------------------------------------

local function code(block)
  local class = block.classes[1] or ""
  if class:match("^{") or block.text:match("^%%%%|") then
    refuse("a code block to be run, " .. class, "a code cell of the notebook", "Make it a cell, or show it without braces.")
  end
end

local refusing = {
  Math = function(math)
    refuse("an equation, " .. math.text, "words and figures", "Write it in words, or build with Quarto.")
  end,
  RawBlock = function(raw)
    refuse("a raw block of the format " .. raw.format, "Markdown", "Write it in Markdown.")
  end,
  RawInline = function(raw)
    refuse("raw text of the format " .. raw.format, "Markdown", "Write it in Markdown.")
  end,
  CodeBlock = code,
  Image = function(image)
    refuse("the picture " .. image.src, "a chart drawn in a code cell, which carries its own words", "Draw it, or say it in words.")
  end,
}

-- A heading's id comes from its words; where a table or chart has it already, the heading gives way.
local function free_heading()
  local taken = {}
  for id in (os.getenv("GOLDENTHREAD_IDS") or ""):gmatch("%S+") do
    taken[id] = true
  end
  return function(header)
    while taken[header.identifier] do
      header.identifier = header.identifier .. "-heading"
    end
    return header
  end
end

function Pandoc(doc)
  doc.blocks:walk(refusing)
  doc.blocks:walk(counting)
  doc.blocks = doc.blocks:walk({ traverse = "topdown", Div = Div, Table = authored_table })
  doc.blocks = doc.blocks:walk({ Cite = Cite, Header = free_heading() })
  if #refusals > 0 then
    io.stderr:write("GOLDENTHREAD-REFUSED " .. pandoc.json.encode(refusals) .. "\n")
    os.exit(1)
  end
  return doc
end
