# Written by lbprov for the pair ${pair}: a change by hand shows as drift and goes at the next apply.
global
    log /dev/log local0
    chroot /var/lib/haproxy
    user haproxy
    group haproxy
    # a reload hands the listening sockets to the new worker, so that no connection is refused
    stats socket /run/haproxy/admin.sock mode 660 level admin expose-fd listeners
    stats timeout 30s
    # written before each reload, so that the new worker knows which servers are down
    server-state-file /run/haproxy/servers
    maxconn ${maxConnections}
    # without it every reload leaves a worker behind for as long as its longest connection lives
    hard-stop-after 30m

defaults
    log global
    mode tcp
    option dontlognull
    option redispatch
    retries 3
    balance roundrobin
    timeout connect 5s
    timeout queue 30s
    timeout check 2s
    timeout client 1m
    timeout server 1m
    timeout client-fin 30s
    timeout server-fin 30s
    timeout tunnel 1h
    timeout http-request 10s
    timeout http-keep-alive 10s
    # a client or a server that vanished is noticed also on connections that may be silent for hours
    option clitcpka
    option srvtcpka
    default-server inter 1s fastinter 300ms fall 2 rise 2
    load-server-state-from-file global

# keepalived's check asks /healthz. It tells that haproxy works, not that a backend does: with "monitor fail if nbsrv lt 1"
# both members would give up the virtual IPs as soon as all backends are down, and the VPN that is needed to repair them.
# lbprov-guest sync asks /essential how many servers each essential service has, and compares that with the partner.
frontend lbprov-health
    mode http
    bind 127.0.0.1:8404
    monitor-uri /healthz
    http-request return status 200 content-type text/plain lf-string "- ${essential}" if { path /essential }

# For people and for Prometheus, on this member's own addresses: the firewall says who may look.
frontend lbprov-stats
    mode http
<#list metrics as address>
    bind ${address}
</#list>
    http-request use-service prometheus-exporter if { path /metrics }
    stats enable
    stats uri /
    stats refresh 10s
<#list services as service>

frontend ${service.name}
    mode ${service.mode}
    option ${service.log}
<#list service.binds as bind>
    bind ${bind}
</#list>
<#if service.idle?has_content>
    timeout client ${service.idle}
</#if>
<#if service.routes?has_content>
    # the name that a client asks for comes first and in clear; nothing is decrypted
    tcp-request inspect-delay 5s
    tcp-request content accept if { req.ssl_hello_type 1 }
<#list service.routes as route>
    use_backend ${service.name}:${route.pattern} if { req.ssl_sni -i ${route.match} ${route.pattern} }
</#list>
</#if>
    default_backend ${service.name}
<#list service.backends as backend>

backend ${backend.name}
    mode ${service.mode}
<#if service.mode == "http">
    option forwardfor
</#if>
<#list service.checkLines as line>
    ${line}
</#list>
<#if service.idle?has_content>
    timeout server ${service.idle}
    timeout tunnel ${service.idle}
</#if>
<#list service.literal as line>
    ${line}
</#list>
<#list backend.servers as server>
    server ${server}
</#list>
</#list>
</#list>
<#if literal?has_content>

# literal sections of the profile
<#list literal as line>
${line}
</#list>
</#if>
