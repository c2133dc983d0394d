# Written by lbprov for the pair ${pair}: both members run the same server, and the virtual IP decides which one answers.
[Interface]
Address = ${addresses}
ListenPort = ${port}
PrivateKey = ${privateKey}
MTU = ${mtu}
# the network of Address is all that lies behind wg0
Table = off
<#list members as member>

# ${member.title}
[Peer]
PublicKey = ${member.key}
AllowedIPs = ${member.addresses}
</#list>
