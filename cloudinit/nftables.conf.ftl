#!/usr/sbin/nft -f
# Written by lbprov for ${member} of the pair ${pair}: a change by hand shows as drift and goes at the next apply.
<#macro only clause values rest>
<#if values?has_content>
        ${clause} { ${values?join(", ")} } ${rest}
</#if>
</#macro>

# declared first, so that the deletion does not fail where there is no table yet
table inet lbprov
delete table inet lbprov

table inet lbprov {
    # Proxied connections are not tracked: each would take two entries for two minutes, and a full table drops everybody.
    chain untracked_in {
        type filter hook prerouting priority raw; policy accept;
<#if publicPorts?has_content>
        <@only "ip daddr" virtualIps4 "tcp dport { ${publicPorts?join(', ')} } notrack"/>
        <@only "ip6 daddr" virtualIps6 "tcp dport { ${publicPorts?join(', ')} } notrack"/>
</#if>
<#if vpnPorts?has_content>
        <@only "iifname \"wg0\" ip daddr" vpnAddresses4 "tcp dport { ${vpnPorts?join(', ')} } notrack"/>
        <@only "iifname \"wg0\" ip6 daddr" vpnAddresses6 "tcp dport { ${vpnPorts?join(', ')} } notrack"/>
</#if>
        ${peerFamily} saddr ${peer} udp dport ${syncPort} notrack
        <@only "ip saddr . tcp sport" servers4 "notrack"/>
        <@only "ip6 saddr . tcp sport" servers6 "notrack"/>
        meta l4proto 112 notrack
<#if vpn>
        <@only "ip daddr" virtualIps4 "udp dport ${vpnPort} notrack"/>
        <@only "ip6 daddr" virtualIps6 "udp dport ${vpnPort} notrack"/>
</#if>
    }

    chain untracked_out {
        type filter hook output priority raw; policy accept;
<#if publicPorts?has_content>
        <@only "ip saddr" virtualIps4 "tcp sport { ${publicPorts?join(', ')} } notrack"/>
        <@only "ip6 saddr" virtualIps6 "tcp sport { ${publicPorts?join(', ')} } notrack"/>
</#if>
<#if vpnPorts?has_content>
        <@only "oifname \"wg0\" ip saddr" vpnAddresses4 "tcp sport { ${vpnPorts?join(', ')} } notrack"/>
        <@only "oifname \"wg0\" ip6 saddr" vpnAddresses6 "tcp sport { ${vpnPorts?join(', ')} } notrack"/>
</#if>
        ${peerFamily} daddr ${peer} udp dport ${syncPort} notrack
        <@only "ip daddr . tcp dport" servers4 "notrack"/>
        <@only "ip6 daddr . tcp dport" servers6 "notrack"/>
        meta l4proto 112 notrack
<#if vpn>
        udp sport ${vpnPort} notrack
</#if>
    }

    chain input {
        type filter hook input priority filter; policy drop;
        iifname "lo" accept
        # no rule about SYN or invalid packets: after a takeover the client must get its reset at once
        ct state established,related accept

        icmp type { echo-request, destination-unreachable, time-exceeded, parameter-problem } accept
        icmpv6 type { echo-request, destination-unreachable, packet-too-big, time-exceeded, parameter-problem } accept
        # without these no neighbour is found; router advertisements are left out on purpose
        icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255 accept
        icmpv6 type { mld-listener-query, mld-listener-report, mld-listener-done, mld2-listener-report } ip6 saddr fe80::/10 accept

        # 112 is VRRP
        iifname "${interface}" ${peerFamily} saddr ${peer} meta l4proto 112 accept
        # the partner's sync service
        iifname "${interface}" ${peerFamily} saddr ${peer} ${peerFamily} daddr ${source} udp dport ${syncPort} accept

        <@only "ip saddr" sshFrom4 "tcp dport 22 accept"/>
        <@only "ip6 saddr" sshFrom6 "tcp dport 22 accept"/>
<#if own4?has_content>
        <@only "ip saddr" metricsFrom4 "ip daddr { ${own4?join(', ')} } tcp dport ${metricsPort} accept"/>
</#if>
<#if own6?has_content>
        <@only "ip6 saddr" metricsFrom6 "ip6 daddr { ${own6?join(', ')} } tcp dport ${metricsPort} accept"/>
</#if>
<#if publicPorts?has_content>

        # services of the virtual IPs
        <@only "iifname != \"wg0\" ip daddr" virtualIps4 "tcp dport { ${publicPorts?join(', ')} } accept"/>
        <@only "iifname != \"wg0\" ip6 daddr" virtualIps6 "tcp dport { ${publicPorts?join(', ')} } accept"/>
</#if>
<#if vpnPorts?has_content>

        # services of the VPN, which answer nowhere else
        <@only "iifname \"wg0\" ip daddr" vpnAddresses4 "tcp dport { ${vpnPorts?join(', ')} } accept"/>
        <@only "iifname \"wg0\" ip6 daddr" vpnAddresses6 "tcp dport { ${vpnPorts?join(', ')} } accept"/>
</#if>

        # what servers answer; untracked, so known by their address and port, and never the start of a connection
        <@only "ip saddr . tcp sport" servers4 "tcp flags & (syn | ack) != syn accept"/>
        <@only "ip6 saddr . tcp sport" servers6 "tcp flags & (syn | ack) != syn accept"/>
<#if vpn>

        <@only "iifname != \"wg0\" ip daddr" virtualIps4 "udp dport ${vpnPort} accept"/>
        <@only "iifname != \"wg0\" ip6 daddr" virtualIps6 "udp dport ${vpnPort} accept"/>
</#if>
    }

    chain forward {
        type filter hook forward priority filter; policy drop;
    }
<#if vpn>

    # WireGuard speaks from a virtual IP or not at all: from a member's own address its clients would roam to that member
    chain output {
        type filter hook output priority filter; policy accept;
<#if virtualIps4?has_content>
        udp sport ${vpnPort} ip saddr != { ${virtualIps4?join(", ")} } counter drop
<#else>
        meta nfproto ipv4 udp sport ${vpnPort} counter drop
</#if>
<#if virtualIps6?has_content>
        udp sport ${vpnPort} ip6 saddr != { ${virtualIps6?join(", ")} } counter drop
<#else>
        meta nfproto ipv6 udp sport ${vpnPort} counter drop
</#if>
    }
</#if>
}
