-- Gives every chart in a paper its text alternative. `chart-text.json` at the root of the project says which picture
-- (by the SHA-1 of its bytes) is described by which words; both engines run this.
-- Why: a notebook's output cannot carry its alt text through Quarto, and pandoc 3.9 writes none into typst.

local function project_folder()
  if quarto and quarto.project and quarto.project.directory then
    return quarto.project.directory
  end
  return os.getenv("GOLDENTHREAD_PROJECT") or "."
end

local function read(path)
  local file = io.open(path, "rb")
  if not file then
    return nil
  end
  local content = file:read("a")
  file:close()
  return content
end

local function typst_string(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("%s+", " ") .. '"'
end

local function words_for(image, known)
  local said = image.attributes["alt"] or image.attributes["fig-alt"] or pandoc.utils.stringify(image.caption)
  local bytes = read(image.src)
  return bytes and known[pandoc.utils.sha1(bytes)] or said
end

local function describe(image, known)
  local words = words_for(image, known)
  if words == "" then
    return nil
  end
  if FORMAT == "typst" then
    local call = "#image(" .. typst_string(image.src) .. ", alt: " .. typst_string(words) .. ")"
    return pandoc.RawInline("typst", "#box(" .. call:sub(2) .. ")")
  end
  image.caption = pandoc.Inlines(words)
  return image
end

function Pandoc(doc)
  if FORMAT:match("^html") then
    return nil
  end
  local text = read(project_folder() .. "/chart-text.json")
  local known = text and pandoc.json.decode(text) or {}
  return doc:walk({
    Image = function(image)
      return describe(image, known)
    end,
  })
end
