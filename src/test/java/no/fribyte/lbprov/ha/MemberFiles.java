package no.fribyte.lbprov.ha;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Nic;
import no.fribyte.lbprov.model.Role;
import no.fribyte.lbprov.render.Rendered;

/** The files of a member of the bench, below a folder that becomes its root. */
record MemberFiles(Rendered rendered, Path folder) {
    /** A usual hand-made configuration; of what it lacks it has the kernel setting, without which it never comes up. */
    private static final String HAND_MADE = """
            vrrp_script chk_haproxy {
                script 'killall -0 haproxy'
                interval 2
            }
            vrrp_instance VI_1 {
                state %s
                interface public
                virtual_router_id 55
                priority %d
                advert_int 1
                unicast_src_ip %s
                unicast_peer {
                    %s
                }
                authentication {
                    auth_type PASS
                    auth_pass 12345678
                }
                virtual_ipaddress {
                    %s
                }
                track_script {
                    chk_haproxy
                }
            }
            """;

    void write(Kind kind) {
        rendered.writeTo(folder);
        try {
            Path bench = Files.createDirectories(folder.resolve("etc/lbprov-bench"));
            Files.writeString(bench.resolve("network"), network());
            if (kind == Kind.HAND_MADE) {
                Files.writeString(folder.resolve("etc/keepalived/keepalived.conf"), handMade());
                Folders.delete(folder.resolve("etc/systemd"));
                Files.writeString(
                        folder.resolve("etc/sysctl.d/60-lbprov.conf"),
                        "net.ipv4.ip_nonlocal_bind = 1\nnet.ipv6.ip_nonlocal_bind = 1\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What systemd-networkd does on a real member. */
    private String network() {
        StringBuilder lines = new StringBuilder("ip link set lo up\n");
        for (Nic nic : rendered.member().nics()) {
            String name = nic.network().name();
            lines.append("ip link set %s up\n".formatted(name));
            for (IpAddress address : nic.addresses()) {
                String how = address.isV6() ? " nodad" : "";
                lines.append(
                        "ip address replace %s/%d dev %s%s\n".formatted(address, nic.prefixOf(address), name, how));
            }
            for (IpAddress gateway : nic.network().gateways()) {
                lines.append("ip route replace default via %s dev %s\n".formatted(gateway, name));
            }
        }
        return lines.toString();
    }

    private String handMade() {
        Member member = rendered.member();
        boolean master = member.role() == Role.MASTER;
        return HAND_MADE.formatted(
                master ? "MASTER" : "BACKUP",
                master ? 150 : 100,
                own(member),
                own(rendered.pair().partnerOf(member)),
                rendered.pair().virtualIps().first());
    }

    private static IpAddress own(Member member) {
        List<IpAddress> addresses = member.nics().get(0).addresses();
        return addresses.get(0);
    }
}
