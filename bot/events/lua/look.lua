-- What the store knows that bears on an article, in one step and one round trip: the events that share most of its
-- terms are chosen here, since their posting lists are far longer than what comes of them.
--
-- KEYS: 1 articles recorded of the message, 2 change counter, 3 counts
-- ARGV: 1 prefix of postings, 2 prefix of events, 3 most candidates, 4 terms to search by, the most telling first,
--   5 terms whose counts are wanted; terms are joined by commas; 6 article; 7 prefix of series; 8 most events tried
-- Returns {answer or '', counter, counts joined by commas, how many candidates, value of each candidate, best first, value
--   of each series that they belong to}

local known = redis.call('HGET', KEYS[1], ARGV[6])
if known then return {known, '0', '', '0'} end

local search = {}
for term in string.gmatch(ARGV[4], '[^,]+') do search[#search + 1] = term end
local votes, found = {}, {}
for place, term in ipairs(search) do
  local events = redis.call('LRANGE', ARGV[1] .. term, 0, -1)
  -- A term of many events says little of each.
  local vote = (1 - (place - 1) / (2 * #search)) / (4 + #events)
  for _, event in ipairs(events) do
    if not votes[event] then found[#found + 1] = event end
    votes[event] = (votes[event] or 0) + vote
  end
end
-- The best of them, in order. Most of a large store's fall to the first comparison; sorting them all took longest here.
local best, tried = {}, tonumber(ARGV[8])
local function before(one, other)
  if votes[one] ~= votes[other] then return votes[one] > votes[other] end
  return one < other
end
for _, event in ipairs(found) do
  if #best < tried or before(event, best[tried]) then
    local at = math.min(#best + 1, tried)
    while at > 1 and before(event, best[at - 1]) do
      best[at] = best[at - 1]
      at = at - 1
    end
    best[at] = event
  end
end

local wanted = {}
for term in string.gmatch(ARGV[5], '[^,]+') do wanted[#wanted + 1] = term end
local counts = #wanted > 0 and redis.call('HMGET', KEYS[3], unpack(wanted)) or {}
for at = 1, #wanted do counts[at] = counts[at] or '0' end

local answer = {'', redis.call('GET', KEYS[2]) or '0', table.concat(counts, ','), '0'}
local most, many, series, asked = tonumber(ARGV[3]), 0, {}, {}
for _, event in ipairs(best) do
  if many == most then break end
  local value = redis.call('HGET', ARGV[2] .. event, 'value')
  if value then -- else it is no longer kept, and the list does not know yet
    many = many + 1
    answer[#answer + 1] = value
    local id = string.match(value, '"series":"([^"]+)"')
    if id and not asked[id] then
      asked[id] = true
      series[#series + 1] = redis.call('HGET', ARGV[7] .. id, 'value') or nil
    end
  end
end
answer[4] = tostring(many)
for _, value in ipairs(series) do answer[#answer + 1] = value end
return answer
