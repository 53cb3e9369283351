-- Put before each script: what an entry's state says about who may settle it.

local function now()
  local time = redis.call('TIME')
  return tonumber(time[1]) + tonumber(time[2]) / 1000000
end

-- Who holds the entry; '' when nobody does (never read, settled, or the store was emptied: NOGROUP).
local function holder(stream, group, id)
  local pending = redis.pcall('XPENDING', stream, group, id, id, 1)
  if pending.err or not pending[1] then return '' end
  return pending[1][2]
end

-- 'mine': settle it. 'taken': another worker runs it now and answers for it. 'gone': settled already, perhaps by
-- this very call whose answer was lost. 'lost': the store forgot entry and key, only the caller's copy is left.
local function standing(stream, group, consumer, id, unique)
  local who = holder(stream, group, id)
  if who == consumer then return 'mine' end
  if who ~= '' then return 'taken' end
  -- A failover may forget who read an entry but not the entry.
  if redis.call('EXISTS', stream) == 1 and #redis.call('XRANGE', stream, id, id) > 0 then return 'mine' end
  if redis.call('EXISTS', unique) == 1 then return 'gone' end
  return 'lost'
end

local function remove(stream, group, id)
  redis.pcall('XACK', stream, group, id)
  redis.call('XDEL', stream, id)
end

local function count(stats, field, by, keep)
  redis.call('HINCRBYFLOAT', stats, field, by)
  redis.call('EXPIRE', stats, keep)
end
