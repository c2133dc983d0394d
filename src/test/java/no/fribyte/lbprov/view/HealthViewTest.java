package no.fribyte.lbprov.view;

import static no.fribyte.lbprov.guest.Healths.pair;
import static no.fribyte.lbprov.guest.Healths.saying;
import static no.fribyte.lbprov.guest.Healths.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import no.fribyte.lbprov.guest.Healths;
import no.fribyte.lbprov.guest.MemberHealth;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.guest.Statuses;
import no.fribyte.lbprov.guest.Sync;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.VmId;
import org.junit.jupiter.api.Test;

class HealthViewTest {
    private static String shown(PairHealth health) {
        Screen screen = Screen.plain();
        new HealthView(screen.terminal).show(health);
        assertThat(screen.err()).isEmpty();
        assertThat(screen.out()).doesNotContain("\u001b");
        return screen.out();
    }

    @Test
    void a_healthy_pair_is_drawn_with_its_holder_in_bold_lines() {
        assertThat(shown(Healths.healthy())).isEqualTo("""

                demo  healthy: lb-1 holds the virtual IPs, lb-2 is ready to take over

                  virtual IPs  198.51.100.10
                  ┏━ lb-1 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓  ┌─ lb-2 ───────────────────────────────┐
                  ┃ VM 200 on pluto, ready               ┃  │ VM 201 on fergus, ready              │
                  ┃ ● holds the virtual IPs              ┃  │ ○ ready to take over                 │
                  ┃ keepalived  MASTER                   ┃  │ keepalived  BACKUP                   │
                  ┃ haproxy     2.8.5, 1 service         ┃  │ haproxy     2.8.5, 1 service         │
                  ┃ wireguard   port 51871, 1 member     ┃  │ wireguard   port 51871, 1 member     │
                  ┃ partner     heard, healthy           ┃  │ partner     heard, healthy           │
                  ┃ generation  4                        ┃  │ generation  4                        │
                  ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛  └──────────────────────────────────────┘

                  backends, as lb-1 sees them
                    http  ● web-1
                """);
    }

    @Test
    void whether_a_member_hears_its_partner_is_one_line_of_its_box() {
        assertThat(row(new Sync.Partner(2, false, 4, 1))).isEqualTo("heard, not healthy");
        assertThat(row(new Sync.Partner(3, true, 4, 1))).isEqualTo("not heard for 3 s");
        assertThat(row(new Sync.Partner(119, true, 4, 1))).isEqualTo("not heard for 119 s");
        assertThat(row(new Sync.Partner(120, true, 4, 1))).isEqualTo("not heard for 2 min");
        assertThat(row(new Sync.Partner(400_000, true, 4, 1))).isEqualTo("not heard for 111 h");
        assertThat(row(Optional.of(new Sync(true, Optional.of(true), Optional.empty(), Optional.empty()))))
                .isEqualTo("never heard");
        assertThat(row(Optional.of(new Sync(true, Optional.empty(), Optional.empty(), Optional.empty()))))
                .isEqualTo("sync is down");
        assertThat(row(Optional.empty())).as("a guest that has no such service").isEmpty();
    }

    private static String row(Sync.Partner partner) {
        return row(Optional.of(new Sync(true, Optional.of(true), Optional.empty(), Optional.of(partner))));
    }

    private static String row(Optional<Sync> sync) {
        String screen = shown(pair(saying(1, Statuses.of("lb-1").holding().sync(sync)), Healths.silent(2, "no agent")));
        return screen.lines()
                .filter(line -> line.contains("partner "))
                .map(line -> line.replaceAll(".*partner +([^┃]*?) *┃.*", "$1"))
                .collect(Collectors.joining());
    }

    @Test
    void a_split_brain_is_drawn_with_two_holders_and_what_to_look_at() {
        assertThat(shown(Healths.splitBrain()))
                .contains("demo  split brain: lb-1 and lb-2 hold the virtual IPs at the same time")
                .contains("┏━ lb-1 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓  ┏━ lb-2 ━")
                .endsWith("  ✗ check that protocol 112 (VRRP) passes between the members\n");
    }

    @Test
    void a_silent_member_says_why_it_is_silent() {
        assertThat(shown(Healths.oneSilent()))
                .contains("demo  lb-1 holds the virtual IPs, but lb-2 cannot be seen: the guest agent does not answer")
                .contains("│ VM 201 on fergus, ready              │\n")
                .contains("│ ✗ the guest agent does not answer    │\n");
    }

    @Test
    void a_member_out_of_sight_is_drawn_as_such_with_the_reason_below() {
        String why = "node fergus cannot be read: its certificate is not trusted";

        assertThat(shown(pair(saying(1, status(1).holding()), Healths.unreachable(2, why))))
                .contains("│ VM 201 on fergus, not seen           │\n")
                .contains("│ ✗ node fergus cannot be read: its c… │\n")
                .endsWith("\n\n  ✗ lb-2: " + why + "\n");
    }

    @Test
    void what_is_at_work_takes_the_place_of_advice() {
        PairHealth begun = pair(Healths.stopped(1, "building"), Healths.absent(2));

        assertThat(shown(begun)).endsWith("\n\n  try: lbprov create demo\n");
        assertThat(shown(begun.during(List.of("qmstart 200 on pluto"))))
                .endsWith("\n\n  lbprov is at work: qmstart 200 on pluto\n");
    }

    @Test
    void a_drained_member_is_shown_as_such_holding_or_not() {
        assertThat(shown(Healths.oneDrained()))
                .contains("│ ○ drained                            │")
                .contains("backends, as lb-2 sees them");
        assertThat(shown(pair(saying(1, status(1).holding().drained()), Healths.absent(2))))
                .contains("┃ ● holds the virtual IPs, drained     ┃");
    }

    @Test
    void a_pair_without_vms_is_not_drawn() {
        assertThat(shown(Healths.nothing())).isEqualTo("""

                demo  not created yet

                  virtual IPs  198.51.100.10

                  try: lbprov create demo
                """);
    }

    @Test
    void what_is_wrong_comes_below_and_what_is_only_odd_after_it() {
        String screen = shown(pair(
                saying(1, status(1).holding().backendDown()),
                saying(2, status(2).withoutHaproxy(), "haproxy: haproxy does not run")));

        assertThat(screen)
                .contains("│ ✗ not fit to take over               │")
                .contains("│ haproxy     not running              │")
                .endsWith("""
                          backends, as lb-1 sees them
                            http  ○ web-1 (L4CON)

                          ! lb-1: service http: no server of 1 is up
                          ✗ lb-2: haproxy: haproxy does not run
                        """);
    }

    @Test
    void a_vpn_that_is_down_or_not_there_is_drawn_so() {
        assertThat(shown(pair(
                        saying(1, status(1).vpn(Optional.of(Statuses.vpn(false, "")))),
                        saying(2, status(2).vpn(Optional.empty())))))
                .contains("│ wireguard   down                     │  │ partner     heard, healthy           │");
    }

    @Test
    void a_name_of_any_length_leaves_the_boxes_straight() {
        String long63 = "l".repeat(63);
        MemberHealth member = new MemberHealth(
                new MemberName(long63),
                new NodeName("n".repeat(63)),
                Optional.of(new VmId(999_999_999)),
                MemberHealth.Reach.ANSWERED,
                "ready",
                Optional.of(Statuses.of(long63).make()),
                Optional.empty(),
                List.of());

        List<String> box = shown(pair(member, Healths.absent(2)))
                .lines()
                .filter(line -> line.matches("  [┌│└].*"))
                .toList();

        assertThat(box).hasSize(9).allSatisfy(line -> assertThat(line).hasSize(2 + 40 + 2 + 40));
    }

    @Test
    void the_verdict_is_green_yellow_or_red_on_a_terminal() {
        assertThat(coloured(Healths.healthy())).contains("\u001b[32mhealthy: ");
        assertThat(coloured(Healths.oneSilent())).contains("\u001b[33mlb-1 holds");
        assertThat(coloured(Healths.splitBrain())).contains("\u001b[31msplit brain: ");
        assertThat(coloured(Healths.healthy()).replaceAll("\u001b\\[[0-9]+m", ""))
                .isEqualTo(shown(Healths.healthy()));
    }

    private static String coloured(PairHealth health) {
        Screen screen = Screen.coloured();
        new HealthView(screen.terminal).show(health);
        return screen.out();
    }
}
