instance-id: ${instanceId?c}
local-hostname: ${hostname?c}
