-- Forget consumers that hold nothing: the one named, or those silent for long. KEYS stream …; ARGV group name idle_ms
-- XGROUP DELCONSUMER drops what a consumer holds, so that is looked at in the same script.
for _, stream in ipairs(KEYS) do
  local consumers = redis.pcall('XINFO', 'CONSUMERS', stream, ARGV[1])
  if not consumers.err then
    for _, flat in ipairs(consumers) do
      local about = {}
      for i = 1, #flat, 2 do about[flat[i]] = flat[i + 1] end
      local over = about.name == ARGV[2] or (ARGV[2] == '' and about.idle > tonumber(ARGV[3]))
      if over and about.pending == 0 then redis.call('XGROUP', 'DELCONSUMER', stream, ARGV[1], about.name) end
    end
  end
end
