package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first user's own pairs, on a simulator that has their nodes, storages and bridges. */
class ShippedProfilesIT {
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

    private Place place() {
        return lbprov.place();
    }

    /** A profile of the workspace that differs from the demo's in everything that must differ. */
    private void otherPair() {
        String demo = lbprov.workspace().text("profiles/demo.yaml");
        lbprov.workspace()
                .write(
                        "profiles/other.yaml",
                        demo.replace("pair: demo", "pair: other")
                                .replace("load-balancer-", "other-")
                                .replace("198.51.100.11", "198.51.100.111")
                                .replace("198.51.100.12", "198.51.100.112")
                                .replace("203.0.113.11", "203.0.113.111")
                                .replace("203.0.113.12", "203.0.113.112")
                                .replace(
                                        "router-id: 51, addresses: 198.51.100.10",
                                        "router-id: 52, addresses: 198.51.100.110")
                                .replace("10.9.0.", "10.9.1."));
    }

    @Test
    void production_is_created_shown_and_destroyed() {
        String[] simulated = {"--inventory", "simulator"};
        lbprov.run("create", "production", simulated[0], simulated[1]).exits(0);

        assertThat(lbprov.run("status", "production", simulated[0], simulated[1])
                        .exits(0)
                        .out())
                .contains("production  healthy: load-balancer-1 holds the virtual IPs")
                .contains("virtual IPs  158.37.6.28")
                .contains("● raptus  ● petter  ● hutre");
        assertThat(place().vm("load-balancer-1").node()).isEqualTo("pluto");
        assertThat(place().vm("load-balancer-2").node()).isEqualTo("fergus");
        assertThat(lbprov.run("create", "production", simulated[0], simulated[1])
                        .exits(0)
                        .out())
                .startsWith("Nothing to do");
        lbprov.run("destroy", "production", simulated[0], simulated[1], "--confirm", "production")
                .exits(0);
        assertThat(place().vms()).isEmpty();
    }

    @Test
    void staging_lives_beside_production() {
        lbprov.run("create", "production", "--inventory", "simulator").exits(0);

        lbprov.run("create", "staging", "--inventory", "simulator").exits(0);

        assertThat(place().vms())
                .extracting(Vm::name)
                .containsExactly("load-balancer-1", "load-balancer-2", "staging-1", "staging-2");
        assertThat(place().holders()).containsExactly("load-balancer-1", "staging-1");
        lbprov.run("status", "production", "--inventory", "simulator").exits(0);
        lbprov.run("status", "staging", "--inventory", "simulator").exits(0);
        lbprov.run("destroy", "staging", "--inventory", "simulator", "--confirm", "staging")
                .exits(0);
        assertThat(place().holders()).containsExactly("load-balancer-1");
    }

    @Test
    void a_staging_profile_with_something_of_productions_is_refused_before_anything_is_contacted() {
        lbprov.workspace()
                .edit(
                        "profiles/staging.yaml",
                        "router-id: 56, addresses: 158.37.6.50",
                        "router-id: 55, addresses: 158.37.6.28");
        lbprov.workspace().edit("profiles/staging.yaml", "staging-1:", "load-balancer-1:");
        lbprov.workspace().edit("profiles/staging.yaml", "  load-balancer-1: null\n", "");
        lbprov.workspace().edit("profiles/staging.yaml", "network: 10.100.11.0/24", "network: 10.100.10.0/24");
        lbprov.workspace().edit("profiles/staging.yaml", "10.100.11.20", "10.100.10.20");

        for (String command : new String[] {"validate", "create", "plan"}) {
            assertThat(lbprov.run(command, "staging", "--inventory", "simulator")
                            .exits(3)
                            .problems())
                    .contains("158.37.6.28 belongs to pair production already")
                    .contains("VRRP id 55 belongs to pair production already")
                    .contains("the name load-balancer-1 belongs to pair production already")
                    .endsWith("3 problems ");
        }
        assertThat(lbprov.contacted()).isFalse();
    }

    @Test
    void two_profiles_of_one_pair_are_refused() {
        lbprov.workspace()
                .edit("profiles/staging.yaml", "extends: production", "extends: production\npair: production");

        assertThat(lbprov.run("validate", "staging").exits(3).problems())
                .contains("the name production belongs to pair production already");
    }

    @Test
    void another_pair_lives_beside_the_demo() {
        otherPair();
        lbprov.run("create", "demo").exits(0);

        lbprov.run("create", "other").exits(0);

        assertThat(place().holders()).containsExactly("load-balancer-1", "other-1");
    }

    @Test
    void what_a_pair_in_sight_uses_is_refused_even_when_its_profile_is_elsewhere() throws IOException {
        lbprov.run("create", "demo").exits(0);
        otherPair();
        lbprov.workspace()
                .edit(
                        "profiles/other.yaml",
                        "router-id: 52, addresses: 198.51.100.110",
                        "router-id: 51, addresses: 198.51.100.10");
        lbprov.workspace().delete("profiles/demo.yaml");
        Path vaults = lbprov.state().resolve("simulator/vault");
        Files.copy(vaults.resolve("demo.secrets.age"), vaults.resolve("other.secrets.age"));
        int writes = place().writes().size();

        assertThat(lbprov.run("create", "other").exits(4).problems())
                .contains("Error: the pair demo uses address 198.51.100.10 already why: the marker of VM 200"
                        + " (load-balancer-1) on pluto says so")
                .contains("Error: the pair demo uses VRRP id 51 on vmbr0 already")
                .contains("Error: the pair demo uses this WireGuard server key already");
        assertThat(place().writes()).hasSize(writes);
    }

    @Test
    void a_members_name_that_a_pair_in_sight_has_is_refused() {
        lbprov.run("create", "demo").exits(0);
        otherPair();
        lbprov.workspace().edit("profiles/other.yaml", "other-2", "load-balancer-2");
        lbprov.workspace().delete("profiles/demo.yaml");
        int writes = place().writes().size();

        assertThat(lbprov.run("create", "other").exits(4).problems())
                .contains(
                        "Error: VM 201 (load-balancer-2) on fergus is in the way of load-balancer-2 why: it belongs to"
                                + " another pair or member");
        assertThat(place().writes()).hasSize(writes);
    }
}
