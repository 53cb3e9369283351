-- Move due jobs to their streams. KEYS delayed stream [delayed stream …]; ARGV most
-- Returns the milliseconds until the next is due, or -1.
local time, nearest = now(), -1
for i = 1, #KEYS, 2 do
  for _, payload in ipairs(redis.call('ZRANGEBYSCORE', KEYS[i], '-inf', time, 'LIMIT', 0, ARGV[1])) do
    redis.call('ZREM', KEYS[i], payload)
    redis.call('XADD', KEYS[i + 1], '*', 'job', payload)
  end
  local next = redis.call('ZRANGE', KEYS[i], 0, 0, 'WITHSCORES')
  if next[2] then
    local wait = math.max(0, math.ceil((tonumber(next[2]) - time) * 1000))
    if nearest < 0 or wait < nearest then nearest = wait end
  end
end
return nearest
