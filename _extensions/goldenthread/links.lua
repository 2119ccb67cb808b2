-- Makes the links of a paper absolute: an agenda system moves the file away from the site it points into.
-- The front matter's `page-url` says where the page of this paper will stand. Without it links are left as they are.

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

local function is_relative(target)
  return target ~= "" and not target:match("^%a[%w+.-]*:") and not target:match("^[#/]")
end

function Pandoc(doc)
  local url = doc.meta["page-url"]
  if FORMAT:match("^html") or url == nil then
    return nil
  end
  local page = pandoc.utils.stringify(url)
  return doc:walk({
    Link = function(link)
      if is_relative(link.target) then
        link.target = absolute(link.target, page)
        return link
      end
    end,
  })
end
