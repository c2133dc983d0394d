package no.fribyte.lbprov.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What members say of themselves, made by hand: a healthy one to begin with. */
public final class Statuses {
    public static final String HASH = "c0ffee";
    public static final String VIRTUAL_IP = "198.51.100.10";
    public static final String KEY = "TrMvSoP4jYQlY6RIzBgbssQqY3vxI2Pi+y71lOWWXX0=";

    private final String member;
    private boolean holds;
    private boolean drained;
    private boolean cloudInitDisabled = true;
    private boolean haproxy = true;
    private String hash = HASH;
    private String virtualIp = VIRTUAL_IP;
    private Optional<MemberStatus.WireGuard> vpn = Optional.of(vpn(true, KEY));
    private boolean backend = true;
    private Optional<Sync> sync = Optional.of(
            new Sync(true, Optional.of(true), Optional.empty(), Optional.of(new Sync.Partner(0, true, 4, 1))));
    private final List<MemberStatus.Trouble> troubles = new ArrayList<>();

    private Statuses(String member) {
        this.member = member;
    }

    public static Statuses of(String member) {
        return new Statuses(member);
    }

    public static MemberStatus.WireGuard vpn(boolean active, String key) {
        return new MemberStatus.WireGuard(
                active, 51871, key, List.of(new MemberStatus.VpnMemberStatus("laptop-1", "key", Optional.of(12L))));
    }

    public Statuses holding() {
        holds = true;
        return this;
    }

    public Statuses drained() {
        drained = true;
        return this;
    }

    /** Its seed is not behind it yet. */
    public Statuses cloudInitEnabled() {
        cloudInitDisabled = false;
        return this;
    }

    public Statuses withoutHaproxy() {
        haproxy = false;
        return trouble("haproxy", true, "haproxy does not run");
    }

    public Statuses backendDown() {
        backend = false;
        return trouble("backend", false, "service http: no server of 1 is up");
    }

    /** It keeps the virtual IPs with an essential service that has no server. */
    public Statuses degraded() {
        String reason = "service http has no server";
        sync = Optional.of(new Sync(true, Optional.of(false), Optional.of(reason), sync.flatMap(Sync::partner)));
        return backendDown();
    }

    public Statuses hash(String changed) {
        hash = changed;
        return this;
    }

    public Statuses virtualIp(String changed) {
        virtualIp = changed;
        return this;
    }

    public Statuses vpn(Optional<MemberStatus.WireGuard> changed) {
        vpn = changed;
        return this;
    }

    public Statuses sync(Optional<Sync> changed) {
        sync = changed;
        return this;
    }

    public Statuses trouble(String part, boolean serious, String text) {
        troubles.add(new MemberStatus.Trouble(part, serious, text));
        return this;
    }

    public MemberStatus make() {
        return new MemberStatus(
                "demo",
                member,
                new MemberStatus.Generation(4, hash, "0.1.0"),
                List.of(),
                drained,
                true,
                holds ? MemberStatus.Vrrp.MASTER : MemberStatus.Vrrp.BACKUP,
                Optional.of(holds ? 250 : 240),
                List.of(new MemberStatus.VirtualIp(virtualIp, holds)),
                haproxy,
                haproxy ? "2.8.5" : "",
                haproxy
                        ? List.of(new MemberStatus.ServiceStatus(
                                "http",
                                List.of(new MemberStatus.ServerStatus("web-1", backend, backend ? "L4OK" : "L4CON"))))
                        : List.of(),
                vpn,
                true,
                sync,
                Optional.empty(),
                cloudInitDisabled,
                false,
                troubles);
    }
}
