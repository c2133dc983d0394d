# Written by lbprov for the pair ${pair}: a change by hand shows as drift and goes at the next apply.
global
    log /dev/log local0
    chroot /var/lib/haproxy
    user haproxy
    group haproxy
    # a reload hands the listening sockets to the new worker, so that no connection is refused
    stats socket /run/haproxy/admin.sock mode 660 level admin expose-fd listeners
    stats timeout 30s
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
    default-server inter 1s fastinter 300ms fall 2 rise 2

# keepalived's check asks /healthz. It tells that haproxy works, not that a backend does: with "monitor fail if nbsrv lt 1"
# both members would give up the virtual IPs as soon as all backends are down, and the VPN that is needed to repair them.
# lbprov-guest sync asks /essential how many servers each essential service has, and compares that with the partner.
frontend lbprov-health
    mode http
    bind 127.0.0.1:8404
    monitor-uri /healthz
    http-request return status 200 content-type text/plain lf-string "${essential}" if { path /essential }
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
    default_backend ${service.name}

backend ${service.name}
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
<#list service.servers as server>
    server ${server}
</#list>
</#list>
<#if literal?has_content>

# literal sections of the profile
<#list literal as line>
${line}
</#list>
</#if>
