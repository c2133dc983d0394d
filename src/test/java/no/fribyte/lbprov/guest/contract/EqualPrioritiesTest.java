package no.fribyte.lbprov.guest.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.support.Lbprov;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two members that both believe to be preferred contradict nothing of their own; only lbprov sees both. */
class EqualPrioritiesTest {
    private static final String KEEPALIVED = "/etc/keepalived/keepalived.conf";
    private static final String MEMBER = "/etc/lbprov/member.json";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void a_pair_with_two_preferred_members_is_not_verified() {
        try (Lbprov lbprov = Lbprov.in(directory)) {
            lbprov.run("create", "demo").exits(0);
            Vm second = lbprov.place().vm("load-balancer-2");
            for (String path : List.of(KEEPALIVED, MEMBER)) {
                String text = lbprov.place().file(second, path).orElseThrow();
                lbprov.place().write(second, path, text.replaceFirst("(priority\\W+)240", "$1250"));
            }

            assertThat(lbprov.place().status(second).priority()).isEqualTo(Optional.of(250));
            assertThat(lbprov.place().status(second).seriousTroubles()).isEmpty();
            assertThat(lbprov.run("rebuild", "demo", "load-balancer-1", "--yes")
                            .exits(6)
                            .problems())
                    .contains("both members have VRRP priority 250");
        }
    }
}
