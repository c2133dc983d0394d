# Written by lbprov for ${member} of the pair ${pair}: a change by hand shows as drift and goes at the next apply.
global_defs {
    router_id ${member}
    # version 3 for adverts below a second; it has no passwords: unicast and the firewall keep strangers out
    vrrp_version 3
    enable_script_security
    script_user root
    dynamic_interfaces
    vrrp_garp_master_delay 1
    vrrp_garp_master_repeat 3
    # after a healed partition neighbours learn within a second who is master
    vrrp_garp_master_refresh 1
    vrrp_garp_master_refresh_repeat 1
    vrrp_rt_priority 20
    # microseconds at that priority without a pause; with the usual 10 ms the kernel kills it in a guest whose CPU is slow
    vrrp_rlimit_rttime 2000000
    max_auto_priority 20
    # lbprov-guest sync reads here who has become master: a script would be one more program to wait for
    vrrp_notify_fifo /run/lbprov/vrrp.fifo
}

# A failing check makes the partner preferred, and without one this member serves all the same. lbprov-guest sync is faster
# and knows more, and writes what it thinks to the track file below; these count where it is not there.
vrrp_script check_haproxy {
    script "/usr/local/lib/lbprov/check-haproxy"
    interval 1
    timeout 1
    weight -100
    fall 2
    rise 2
}
<#if vpn>

vrrp_script check_wireguard {
    script "/usr/local/lib/lbprov/check-wireguard"
    interval 1
    timeout 1
    weight -100
    fall 2
    rise 2
}
</#if>

# never fails: it shows the sync service that keepalived is alive, and sees to it that a dead service decides nothing
vrrp_script check_sync {
    script "/usr/local/lib/lbprov/check-sync"
    interval 1
    timeout 1
    weight -1
}

# lbprov-guest sync writes here: 0, less than that where the partner is to be preferred, -254 to leave the race
track_file standing {
    file /run/lbprov/standing
    weight 1
    init_file 0
}

# lbprov-guest drain writes -20 here: the partner is preferred then, and without a partner this member serves all the same
track_file drain {
    file /var/lib/lbprov/drain
    weight 1
    init_file 0
}

vrrp_instance lbprov {
    # MASTER here would make keepalived ignore preempt_delay
    state BACKUP
    interface ${interface}
    virtual_router_id ${routerId}
    priority ${priority}
    advert_int ${advert}
<#if preemptDelay?has_content>
    preempt_delay ${preemptDelay}
</#if>
    unicast_src_ip ${source}
    unicast_peer {
        ${peer}
    }
    virtual_ipaddress {
        ${firstAddress}
    }
<#if otherAddresses?has_content>
    # not in the adverts: members whose lists differ for a moment do not both become master
    virtual_ipaddress_excluded {
<#list otherAddresses as address>
        ${address}
</#list>
    }
</#if>
<#if vpn>
    # what WireGuard sends by itself leaves from a virtual IP, or its clients would roam to this very member
    virtual_routes {
<#list routes as route>
        ${route}
</#list>
    }
    virtual_rules {
<#list rules as rule>
        ${rule}
</#list>
    }
</#if>
    # one name a line: of two on a line keepalived takes the first
    track_script {
        check_haproxy
<#if vpn>
        check_wireguard
</#if>
        check_sync
    }
    track_file {
        drain
        standing
    }
}
