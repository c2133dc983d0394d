# Written by lbprov.
# haproxy listens on the virtual IPs also while the partner has them; without this neither member would ever start
net.ipv4.ip_nonlocal_bind = 1
net.ipv6.ip_nonlocal_bind = 1
# each connection of a client takes a port towards its server; the usual range would be the limit of a busy pair
net.ipv4.ip_local_port_range = 1024 65535
# no outgoing connection may take a port that a service or WireGuard needs
net.ipv4.ip_local_reserved_ports = ${reservedPorts?join(",")}
# one rogue router advertisement would give the member another address and another way out
net.ipv6.conf.all.accept_ra = 0
net.ipv6.conf.default.accept_ra = 0
<#list interfaces as interface>
net.ipv6.conf.${interface}.accept_ra = 0
</#list>
# an address is answered for on its own network only: with two networks on one segment neighbours learned the wrong card's
# MAC, and the pair had two masters for 5 s after a cold start (measured)
net.ipv4.conf.all.arp_ignore = 1
net.ipv4.conf.all.arp_announce = 2
# who is back after a cut asks for its neighbours' cards five times a second, not once: until the partner's is known no VRRP
# advert gets through, and there are two masters (0.5 to 1 s, measured)
<#list interfaces as interface>
net.ipv4.neigh.${interface}.retrans_time_ms = 200
</#list>
