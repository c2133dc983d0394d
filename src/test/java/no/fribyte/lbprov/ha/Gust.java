package no.fribyte.lbprov.ha;

import static no.fribyte.lbprov.ha.Event.CONTINUE;
import static no.fribyte.lbprov.ha.Event.KILL;
import static no.fribyte.lbprov.ha.Event.STOP;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One thing that a storm does to a member; what it stops or cuts is mended by a later one, or by the storm's end. */
record Gust(String name, BiConsumer<Site, Integer> blow) {
    private static final String WIREGUARD_AGAIN =
            "pkill -CONT wireguard-go; ip link show wg0 > /dev/null 2>&1 || systemctl restart wg-quick@wg0";

    /** What there is; what stands there twice is twice as frequent. */
    static final List<Gust> ALL = List.of(
            kill("haproxy"),
            kill("haproxy"),
            kill("keepalived"),
            kill("keepalived"),
            signal("stop", "haproxy", STOP),
            signal("stop", "keepalived", STOP),
            signal("continue", "haproxy", CONTINUE),
            signal("continue", "keepalived", CONTINUE),
            new Gust("cut", (site, number) -> site.segment().cut(site.member(number))),
            new Gust("join", (site, number) -> site.segment().join(site.member(number))),
            member("freeze", member -> member.must("freeze")),
            member("thaw", member -> member.must("thaw")),
            // these fail where the program or the interface is just away
            member("reload haproxy", member -> member.holds("timeout 5 systemctl reload haproxy")),
            member("WireGuard gone", member -> member.holds("timeout 5 ip link delete wg0")),
            member("WireGuard hung", member -> member.holds("pkill -STOP wireguard-go")),
            member("WireGuard again", member -> member.holds(WIREGUARD_AGAIN)),
            new Gust("the old machine boots", Gust::twinBoots),
            new Gust("the old machine boots", Gust::twinBoots));

    private static Gust kill(String unit) {
        return signal("kill", unit, KILL);
    }

    private static Gust signal(String verb, String unit, int number) {
        return member(verb + " " + unit, member -> Trial.signal(member, unit, number));
    }

    private static Gust member(String name, Consumer<Machine> blow) {
        return new Gust(name, (site, number) -> blow.accept(site.member(number)));
    }

    /** It boots by itself, while other things happen; if it is on already it starts anew. */
    private static void twinBoots(Site site, int number) {
        site.twin(number).must("reset");
    }

    /** Whatever the storm has left, an operator sets right. */
    static void mend(Site site) {
        for (Machine member : site.members()) {
            member.must("thaw");
            site.segment().join(member);
            member.shell(WIREGUARD_AGAIN);
        }
        site.twins().forEach(twin -> twin.must("rest"));
    }
}
