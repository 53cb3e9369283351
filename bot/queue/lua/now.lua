-- The store's time, by the clock of the node that has the queue. KEYS stream
return redis.call('TIME')
