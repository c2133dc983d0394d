package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import no.fribyte.lbprov.support.Lbprov;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole screens: what people read is as much a promise as what is done. */
class ScreensTest {
    private static final String PLAN = """
            Plan: create the pair demo

            fetch the image  (nobody notices)
              load-balancer-1
                + download ubuntu-24.04-2404240424042404.qcow2 to local on pluto
              load-balancer-2
                + download ubuntu-24.04-2404240424042404.qcow2 to local on fergus

            take the place  (nobody notices)
              load-balancer-1
                + create VM 200 on pluto with 2 cores, 2GiB memory, and begin VM 201 on fergus
                + make sure that nobody else works on the pair

            build  (nobody notices: a new member starts drained and takes no address of others)
              load-balancer-1
                + upload seed lbprov_demo_load-balancer-1_1.iso to lbseed on pluto
                + put the seed into VM 200 on pluto
                + grow the disk of VM 200 on pluto to 10GiB
                + start VM 200 on pluto
                + follow the first boot of VM 200 on pluto
                + prove that VM 200 on pluto can serve
                + disable cloud-init in VM 200 on pluto
                + eject the seed from VM 200 on pluto
                - wipe cloud-init's copies of the seed in VM 200 on pluto
                - delete seed lbseed:iso/lbprov_demo_load-balancer-1_1.iso on pluto
                + let VM 200 on pluto take the virtual IPs
                + mark VM 200 on pluto as ready
              load-balancer-2
                + create VM 201 on fergus with 2 cores, 2GiB memory
                + upload seed lbprov_demo_load-balancer-2_1.iso to lbseed on fergus
                + put the seed into VM 201 on fergus
                + grow the disk of VM 201 on fergus to 10GiB
                + start VM 201 on fergus
                + follow the first boot of VM 201 on fergus
                + prove that VM 201 on fergus can serve
                + disable cloud-init in VM 201 on fergus
                + eject the seed from VM 201 on fergus
                - wipe cloud-init's copies of the seed in VM 201 on fergus
                - delete seed lbseed:iso/lbprov_demo_load-balancer-2_1.iso on fergus
                + let VM 201 on fergus take the virtual IPs
                + mark VM 201 on fergus as ready

            verify  (nothing is changed)
              pair
                + verify that exactly one member holds the virtual IPs, and all is healthy

            30 steps
            """;

    private static final String HEALTH = """

            demo  healthy: load-balancer-1 holds the virtual IPs, load-balancer-2 is ready to take over

              virtual IPs  198.51.100.10
              ┏━ load-balancer-1 ━━━━━━━━━━━━━━━━━━━━┓  ┌─ load-balancer-2 ────────────────────┐
              ┃ VM 200 on pluto, ready               ┃  │ VM 201 on fergus, ready              │
              ┃ ● holds the virtual IPs              ┃  │ ○ ready to take over                 │
              ┃ keepalived  MASTER                   ┃  │ keepalived  BACKUP                   │
              ┃ haproxy     2.8.5, 3 services        ┃  │ haproxy     2.8.5, 3 services        │
              ┃ wireguard   port 51871, 2 members    ┃  │ wireguard   port 51871, 2 members    │
              ┃ partner     heard, healthy           ┃  │ partner     heard, healthy           │
              ┃ generation  1                        ┃  │ generation  1                        │
              ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛  └──────────────────────────────────────┘

              backends, as load-balancer-1 sees them
                http      ● web-1  ● web-2  ● web-3
                https     ● web-1  ● web-2  ● web-3
                postgres  ● db-1  ● db-2
            """;

    @TempDir
    private Path directory;

    private Lbprov lbprov;

    @BeforeEach
    void begin() {
        lbprov = Lbprov.in(directory);
    }

    @AfterEach
    void end() {
        lbprov.close();
    }

    @Test
    void plan_shows_every_step_and_what_users_notice() {
        assertThat(lbprov.run("plan", "demo").exits(0).out()).isEqualTo(PLAN);
    }

    @Test
    void an_offline_plan_is_the_same_and_contacts_nothing() {
        assertThat(lbprov.run("plan", "demo", "--offline").exits(0).out())
                .isEqualTo(PLAN + "Planned offline: no node was asked, so this is as if there were nothing yet.\n");
        assertThat(lbprov.run("plan", "demo", "--offline", "--exit-code")
                        .exits(9)
                        .err())
                .isEmpty();
        assertThat(lbprov.contacted()).isFalse();
    }

    @Test
    void create_shows_the_plan_and_the_progress_on_stderr_and_the_pair_on_stdout() {
        no.fribyte.lbprov.support.Result result = lbprov.run("create", "demo").exits(0);

        assertThat(result.out()).isEqualTo(HEALTH + """

                                Next:  lbprov status demo
                                       lbprov rebuild demo load-balancer-1
                                       lbprov destroy demo
                                """);
        assertThat(result.err())
                .startsWith(PLAN)
                .endsWith(
                        "pair             done: verify that exactly one member holds the virtual IPs, and all is healthy\n");
        assertThat(result.err().substring(PLAN.length()).strip().lines())
                .hasSize(30)
                .allMatch(line -> line.contains(" done: "));
        assertThat(lbprov.run("status", "demo").exits(0).out()).isEqualTo(HEALTH);
    }

    @Test
    void status_of_nothing_says_how_to_make_it() {
        assertThat(lbprov.run("status", "demo").exits(8).out()).isEqualTo("""

                        demo  not created yet

                          virtual IPs  198.51.100.10

                          try: lbprov create demo
                        """);
    }

    @Test
    void the_plan_of_a_rebuild_says_what_happens_if_it_fails() {
        lbprov.run("create", "demo").exits(0);

        assertThat(lbprov.run("rebuild", "demo", "load-balancer-1", "--dry-run")
                        .exits(0)
                        .out())
                .isEqualTo("""
                        Plan: rebuild load-balancer-1 of the pair demo

                        keep other runs off  (nobody notices)
                          pair
                            ~ mark VM 200 on pluto as being worked on
                            ~ mark VM 201 on fergus as being worked on

                        the partner proves that it serves  (the virtual IPs move to load-balancer-2; open connections are reset once)
                          load-balancer-2
                            + prove that VM 201 on fergus can serve
                            ~ drain load-balancer-1, so that load-balancer-2 holds the virtual IPs

                        build the successor  (the pair has one member until this is done)
                          load-balancer-1
                            + create VM 202 on pluto with 2 cores, 2GiB memory
                            + upload seed lbprov_demo_load-balancer-1_2.iso to lbseed on pluto
                            + put the seed into VM 202 on pluto
                            + grow the disk of VM 202 on pluto to 10GiB
                            ~ retire VM 200 on pluto, to be kept until its successor works
                            - stop VM 200 on pluto
                            + start VM 202 on pluto
                            + follow the first boot of VM 202 on pluto
                            + prove that VM 202 on pluto can serve
                            + disable cloud-init in VM 202 on pluto
                            + eject the seed from VM 202 on pluto
                            - wipe cloud-init's copies of the seed in VM 202 on pluto
                            - delete seed lbseed:iso/lbprov_demo_load-balancer-1_2.iso on pluto
                            if any of this fails:
                            - remove the failed successor VM 202 on pluto
                            - delete seed lbseed:iso/lbprov_demo_load-balancer-1_2.iso on pluto
                            ~ bring VM 200 on pluto back into service

                        put it into service  (the virtual IPs may move back; open connections are reset once)
                          load-balancer-1
                            + let VM 202 on pluto take the virtual IPs
                            + verify that exactly one member holds the virtual IPs, and all is healthy
                            + mark VM 202 on pluto as ready

                        delete the old VM  (nobody notices)
                          load-balancer-1
                            - delete VM 200 on pluto and its disk

                        21 steps
                        """);
    }

    @Test
    void a_split_brain_is_drawn_and_is_status_7() {
        lbprov.run("create", "demo").exits(0);
        lbprov.place().lan().cut(lbprov.place().disk(lbprov.place().vm("load-balancer-1")));

        assertThat(lbprov.run("status", "demo").exits(7).out())
                .contains(
                        "demo  split brain: load-balancer-1 and load-balancer-2 hold the virtual IPs at the same time")
                .contains("check that protocol 112 (VRRP) passes between the members");
    }

    @Test
    void nobody_holding_the_virtual_ips_is_status_8() {
        lbprov.run("create", "demo").exits(0);
        lbprov.place().lan().stopService(lbprov.place().disk(lbprov.place().vm("load-balancer-1")), "keepalived");
        lbprov.place().lan().stopService(lbprov.place().disk(lbprov.place().vm("load-balancer-2")), "keepalived");

        assertThat(lbprov.run("status", "demo").exits(8).out())
                .contains("demo  down: no member holds the virtual IPs")
                .contains("✗ load-balancer-1: keepalived: keepalived does not run");
    }

    @Test
    void every_command_has_help_with_an_example() {
        for (String command : new String[] {
            "validate", "render", "plan", "create", "status", "rebuild", "destroy", "secrets", "simulator", "completion"
        }) {
            assertThat(lbprov.run(command, "--help").exits(0).out())
                    .as(command)
                    .startsWith("Usage: lbprov " + command)
                    .containsPattern("Example: .*lbprov " + command);
        }
        assertThat(lbprov.run("completion").exits(0).out()).contains("complete -F", "--member");
    }

    @Test
    void a_command_line_that_makes_no_sense_is_status_2() {
        assertThat(lbprov.run().exits(2).err()).startsWith("Usage: lbprov");
        assertThat(lbprov.run("creat", "demo").exits(2).err()).contains("creat");
        assertThat(lbprov.run("create").exits(2).err()).contains("PROFILE");
        assertThat(lbprov.run("create", "demo", "--frobnicate").exits(2).err()).contains("--frobnicate");
        assertThat(lbprov.run("create", "demo", "--output", "xml").exits(2).err())
                .contains("xml");
        assertThat(lbprov.contacted()).isFalse();
    }
}
