-- Makes the links of a paper absolute: an agenda system moves the file away from the site it points into. On pages and
-- papers alike, a link that is no address (javascript:, data:, file:) leaves only its words.
-- The front matter's `page-url` says where the page of this paper will stand. Without it a paper's links to the site
-- leave only their words: wherever the file goes, they would lead nowhere.

local function folder_of(url)
  return (url:gsub("[^/]*$", ""))
end

local function absolute(target, page)
  local path = target:gsub("%.ipynb$", ".html"):gsub("%.ipynb#", ".html#")
  local base = folder_of(page)
  while path:match("^%.%.?/") do
    if path:match("^%.%./") then
      base = base:gsub("[^/]+/$", "")
    end
    path = path:gsub("^%.%.?/", "", 1)
  end
  return base .. path
end

local SAFE = { http = true, https = true, mailto = true, tel = true }

local function scheme_of(target)
  return target:gsub("[%s%c]", ""):lower():match("^(%a[%w+.-]*):")
end

local function is_relative(target)
  return target ~= "" and not scheme_of(target) and not target:match("^[#/]")
end

function Pandoc(doc)
  local url = doc.meta["page-url"]
  local is_paper = not FORMAT:match("^html")
  local page = url and pandoc.utils.stringify(url)
  return doc:walk({
    Link = function(link)
      local scheme = scheme_of(link.target)
      if scheme and not SAFE[scheme] then
        return link.content
      end
      if is_paper and is_relative(link.target) then
        if not page then
          return link.content
        end
        link.target = absolute(link.target, page)
        return link
      end
    end,
  })
end
