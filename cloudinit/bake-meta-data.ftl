instance-id: ${instanceId?c}
