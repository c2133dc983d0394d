package no.fribyte.lbprov.simulator.guest;

import java.util.Map;
import java.util.TreeMap;

/** The files of a good member, as the manual's page guest.md lists them, one string per path. */
final class SampleFiles {
    static final String VIP = "198.51.100.10";
    static final String PRIVATE_KEY = "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=";
    static final String LAPTOP = "TrMvSoP4jYQlY6RIzBgbssQqY3vxI2Pi+y71lOWWXX0=";

    private SampleFiles() {}

    static Map<String, String> of(String name, String own, String peer, int priority) {
        Map<String, String> files = new TreeMap<>();
        files.put("/etc/haproxy/haproxy.cfg", HAPROXY);
        files.put("/etc/keepalived/keepalived.conf", KEEPALIVED.formatted(name, priority, own, peer));
        files.put("/etc/wireguard/wg0.conf", WIREGUARD.formatted(PRIVATE_KEY, LAPTOP));
        files.put("/etc/nftables.conf", NFTABLES);
        files.put("/etc/sysctl.d/60-lbprov.conf", "net.ipv4.ip_nonlocal_bind = 1\nnet.ipv6.ip_nonlocal_bind = 1\n");
        files.put("/etc/systemd/system/haproxy.service.d/lbprov.conf", "[Unit]\nStartLimitIntervalSec=0\n");
        files.put("/usr/local/lib/lbprov/check-haproxy", "#!/bin/bash\nexec 3<>/dev/tcp/127.0.0.1/8404 || exit 1\n");
        files.put("/usr/local/lib/lbprov/check-wireguard", "#!/bin/bash\nwg show wg0\n");
        files.put("/usr/local/lib/lbprov/first-boot", "#!/usr/bin/env python3\n");
        files.put("/usr/local/sbin/lbprov-guest", "#!/usr/bin/env python3\n");
        files.put("/etc/lbprov/member.json", MEMBER.formatted(name, VIP, priority, peer, publicKey(), LAPTOP));
        files.put("/etc/lbprov/sync.key", "sync-secret\n");
        files.put("/etc/systemd/system/lbprov-sync.service", "[Service]\n");
        files.put("/etc/lbprov/packages", "haproxy\nkeepalived\nwireguard-tools\nnftables\n");
        return files;
    }

    static String publicKey() {
        return X25519.publicKey(PRIVATE_KEY).orElseThrow();
    }

    static String mode(String path) {
        return path.startsWith("/usr/local/") ? "0755" : "0600";
    }

    private static final String HAPROXY = """
            global
                log /dev/log local0
                maxconn 20000
                stats socket /run/haproxy/admin.sock mode 660 level admin expose-fd listeners
                hard-stop-after 10m
            defaults
                mode tcp
                option redispatch
                timeout connect 5s
                timeout client 1m
                timeout server 1m
                default-server inter 1s fall 2 rise 2 on-marked-down shutdown-sessions
            frontend health
                mode http
                bind 127.0.0.1:8404
                monitor-uri /healthz
            frontend http
                bind 198.51.100.10:80
                default_backend http
            backend http
                option httpchk
                http-check send meth GET uri /healthz ver HTTP/1.1 hdr Host "a b"
                server web-1 10.0.0.70:80 check send-proxy-v2
                server web-2 10.0.0.71:80 check send-proxy-v2
            frontend kube
                bind 10.9.0.1:6443
                default_backend kube
            backend kube
                balance leastconn
                server kube-1 10.0.0.80:6443 check check-ssl verify none
            """;

    private static final String KEEPALIVED = """
            global_defs {
                router_id %s
                vrrp_version 3
                enable_script_security
                script_user root
                dynamic_interfaces
            }
            vrrp_script chk_haproxy {
                script "/usr/local/lib/lbprov/check-haproxy"
                interval 1
                weight -100
            }
            vrrp_script chk_wireguard {
                script "/usr/local/lib/lbprov/check-wireguard"
                interval 1
                weight -100
            }
            track_file drain {
                file /var/lib/lbprov/drain
                weight 1
            }
            track_file standing {
                file /run/lbprov/standing
                weight 1
            }
            vrrp_instance VI_1 {
                state BACKUP
                interface public
                virtual_router_id 55
                priority %d
                advert_int 0.2
                unicast_src_ip %s
                unicast_peer {
                    %s
                }
                virtual_ipaddress {
                    198.51.100.10/32
                }
                virtual_rules {
                    from all ipproto 17 sport 51871-51871 lookup 51 priority 100
                }
                track_script {
                    chk_haproxy
                    chk_wireguard
                }
                track_file {
                    drain
                    standing
                }
            }
            """;

    private static final String WIREGUARD = """
            [Interface]
            PrivateKey = %s
            Address = 10.9.0.1/24
            ListenPort = 51871

            # laptop-1
            [Peer]
            PublicKey = %s
            AllowedIPs = 10.9.0.20/32
            """;

    private static final String NFTABLES = """
            flush ruleset
            table inet lbprov {
              chain input {
                type filter hook input priority 0; policy drop;
                ct state established,related accept
              }
            }
            """;

    private static final String MEMBER = """
            {"format": 1, "pair": "demo", "member": "%s", "virtualIps": ["%s"],
             "vrrp": {"interface": "public", "routerId": 55, "priority": %d, "peer": "%s"},
             "gateways": [{"interface": "public", "address": "198.51.100.1"}],
             "services": ["http", "kube"], "essential": ["http"],
             "vpn": {"interface": "wg0", "addresses": ["10.9.0.1"], "port": 51871, "publicKey": "%s",
                     "members": [{"name": "laptop-1", "publicKey": "%s"}]}}
            """;
}
