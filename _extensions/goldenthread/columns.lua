-- Which columns a paper's table has: a page has room, and pictures, for more than an upright sheet of A4.

local function place_of(head, class)
  for place, cell in ipairs(head and head.cells or {}) do
    if cell.classes:includes(class) then
      return place
    end
  end
end

local function without_cell(rows, place)
  for _, row in ipairs(rows) do
    local cells = row.cells
    cells:remove(place)
    row.cells = cells
  end
  return rows
end

local function without_column(tbl, place)
  local head, colspecs, bodies = tbl.head, tbl.colspecs, tbl.bodies
  head.rows = without_cell(head.rows, place)
  for _, body in ipairs(bodies) do
    body.body = without_cell(body.body, place)
  end
  colspecs:remove(place)
  tbl.head, tbl.colspecs, tbl.bodies = head, colspecs, bodies
end

-- What a cell says, as one sign among several.
local function as_sign(cell)
  local inlines = pandoc.utils.blocks_to_inlines(cell.contents)
  return #inlines > 0 and { pandoc.Span(inlines, { class = "signed" }) } or {}
end

-- Eight columns leave the measure's name no room on an upright sheet: the signs of its pattern go below its direction.
local function merge_pattern(tbl)
  local head = tbl.head.rows[1]
  local direction, pattern = place_of(head, "direction-cell"), place_of(head, "pattern")
  if not (direction and pattern) then
    return
  end
  local heads, bodies = tbl.head, tbl.bodies
  local titles = pandoc.utils.blocks_to_inlines(heads.rows[1].cells[direction].contents)
  titles:insert(pandoc.LineBreak())
  titles:extend(pandoc.utils.blocks_to_inlines(heads.rows[1].cells[pattern].contents))
  heads.rows[1].cells[direction].contents = { pandoc.Plain(titles) }
  tbl.head = heads
  for _, body in ipairs(bodies) do
    for _, row in ipairs(body.body) do
      local cells = row.cells
      local signs = pandoc.Inlines(as_sign(cells[direction]))
      signs:extend(pandoc.utils.blocks_to_inlines(cells[pattern].contents))
      cells[direction].contents = { pandoc.Plain(signs) }
      cells[direction].classes:insert("pattern")
      row.cells = cells
    end
  end
  tbl.bodies = bodies
  without_column(tbl, pattern)
end

-- A line the size of a word is drawn for the page; it says nothing that the row's figures do not, so its column goes.
local function without_lines(tbl)
  local place = place_of(tbl.head.rows[1], "spark")
  if place then
    without_column(tbl, place)
  end
end

function Pandoc(doc)
  if FORMAT ~= "docx" and FORMAT ~= "typst" then
    return nil
  end
  local lies = doc.meta.landscape
  return doc:walk({
    traverse = "topdown",
    Header = function(header)
      if header.classes:includes("bound") then -- one of several papers in this document begins
        lies = header.attributes.landscape == "true"
      end
    end,
    Table = function(tbl)
      without_lines(tbl)
      if not lies then
        merge_pattern(tbl)
      end
      return tbl, false
    end,
  })
end
