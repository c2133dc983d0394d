#!/bin/bash
# keepalived's check: wg0 has its address and WireGuard listens on its port.
<#list addresses as address>
[[ -n $(ip -o addr show dev wg0 up to ${address} 2>/dev/null) ]] || exit 1
</#list>
[[ $(timeout 0.5 wg show wg0 listen-port 2>/dev/null) == ${port} ]] || exit 2
