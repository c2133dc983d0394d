package no.fribyte.lbprov.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Service;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles laid over each other, and beside each other. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ExtendsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void copy_a_workspace() throws IOException {
        Files.createDirectories(folder.resolve("profiles"));
        Files.createDirectories(folder.resolve("inventory"));
        Files.copy(BadInput.ROOT.resolve("base.yaml"), folder.resolve("base.yaml"));
        Files.copy(BadInput.ROOT.resolve("inventory/place.yaml"), folder.resolve("inventory/place.yaml"));
    }

    @Test
    void mappings_are_merged_and_lists_replaced() throws IOException {
        write("profiles/top.yaml", """
                extends: ../base.yaml
                guest: {cores: 8}
                virtual-ips: {addresses: "2001:db8:1::99"}
                services: {http: {to: {web-9: 203.0.113.99}}}
                """);

        Pair pair = read("top").pair();

        assertThat(pair.guest().cores()).isEqualTo(8);
        assertThat(pair.guest().user()).isEqualTo("ops");
        assertThat(pair.virtualIps().addresses()).containsExactly(IpAddress.of("2001:db8:1::99"));
        assertThat(pair.services()).extracting(Service::name).containsExactly("http", "admin");
        assertThat(pair.services().get(0).servers()).hasSize(1);
    }

    @Test
    void null_removes_what_is_inherited() throws IOException {
        write("profiles/top.yaml", """
                extends: ../base.yaml
                services: {admin: null}
                vpn: ~
                """);

        Pair pair = read("top").pair();

        assertThat(pair.services()).extracting(Service::name).containsExactly("http");
        assertThat(pair.vpn()).isEmpty();
    }

    @Test
    void a_chain_inherits_all_but_the_name() throws IOException {
        write("middle.yaml", "extends: base.yaml\npair: middle\nguest: {cores: 4}\n".replace("base", "./base"));
        write("profiles/top.yaml", "extends: ../middle.yaml\nguest: {memory: 4GiB}\n");

        Pair pair = read("top").pair();

        assertThat(pair.name().value()).isEqualTo("top");
        assertThat(pair.guest().cores()).isEqualTo(4);
        assertThat(pair.guest().memory()).hasToString("4GiB");
    }

    @Test
    void a_problem_points_at_the_file_that_the_value_came_from() throws IOException {
        write("middle.yaml", "extends: ./base.yaml\n\nvirtual-ips: {router-id: 300}\n");
        write("profiles/top.yaml", "extends: ../middle.yaml\nguest: {cores: 0}\n");

        assertThatThrownBy(() -> read("top")).isInstanceOfSatisfying(LbprovException.class, refused -> {
            assertThat(refused.status()).isEqualTo(ExitStatus.INVALID_INPUT);
            assertThat(refused.problems())
                    .extracting(problem -> problem.where().orElseThrow().toString())
                    .containsExactly(
                            "profiles/top.yaml:2:16: /guest/cores", "middle.yaml:3:26: /virtual-ips/router-id");
        });
    }

    @Test
    void a_longer_circle_is_refused_too() throws IOException {
        write("profiles/one.yaml", "extends: two\n");
        write("profiles/two.yaml", "extends: three\n");
        write("profiles/three.yaml", "extends: one\n");

        assertThatThrownBy(() -> read("one"))
                .hasMessageContaining("profiles/three.yaml:1:10: /extends: profiles extend each other in a circle");
    }

    @Test
    void a_profile_that_changes_nothing_collides_with_its_parent_everywhere() throws IOException {
        write("profiles/production.yaml", Files.readString(folder.resolve("base.yaml")));
        write("profiles/staging.yaml", "extends: production\n");

        assertThatThrownBy(() -> read("staging"))
                .isInstanceOfSatisfying(
                        LbprovException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(
                                        problem -> problem.where().orElseThrow().path())
                                .containsExactlyInAnyOrder(
                                        "/vpn/network",
                                        "/members/lb-1",
                                        "/members/lb-1/public/0",
                                        "/members/lb-1/public/1",
                                        "/members/lb-1/inside",
                                        "/members/lb-2",
                                        "/members/lb-2/public/0",
                                        "/members/lb-2/public/1",
                                        "/members/lb-2/inside",
                                        "/virtual-ips/router-id",
                                        "/virtual-ips/addresses/0",
                                        "/virtual-ips/addresses/1"));
    }

    @Test
    void documentation_addresses_on_another_inventory_collide_with_nobody() throws IOException {
        write("profiles/production.yaml", Files.readString(folder.resolve("base.yaml")));
        write("profiles/demo.yaml", "extends: production\ninventory: elsewhere\n");
        Files.copy(folder.resolve("inventory/place.yaml"), folder.resolve("inventory/elsewhere.yaml"));

        assertThat(read("demo").warnings()).isEmpty();
    }

    @Test
    void a_public_address_collides_wherever_it_is_used() throws IOException {
        String base = Files.readString(folder.resolve("base.yaml")).replace("2001:db8:1::", "2001:700:9:1::");
        write("profiles/production.yaml", base);
        write("profiles/demo.yaml", "extends: production\ninventory: elsewhere\n");
        Files.copy(folder.resolve("inventory/place.yaml"), folder.resolve("inventory/elsewhere.yaml"));

        assertThatThrownBy(() -> read("demo"))
                .isInstanceOfSatisfying(
                        LbprovException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(
                                        problem -> problem.where().orElseThrow().path())
                                .containsExactly(
                                        "/members/lb-1/public/1",
                                        "/members/lb-2/public/1",
                                        "/virtual-ips/addresses/1"));
    }

    @Test
    void another_vlan_is_another_segment() throws IOException {
        write("profiles/production.yaml", Files.readString(folder.resolve("base.yaml")));
        write("profiles/staging.yaml", """
                extends: production
                networks: {public: {vlan: 7}, inside: {vlan: 8}}
                members:
                  lb-1: null
                  lb-2: null
                  s-1: {node: pluto, public: [198.51.100.11, "2001:db8:1::11"], inside: 203.0.113.11}
                  s-2: {node: fergus, public: [198.51.100.12, "2001:db8:1::12"], inside: 203.0.113.12}
                vpn: null
                services: {admin: null}
                """);

        assertThat(read("staging").warnings()).isEmpty();
    }

    @Test
    void a_broken_neighbour_is_a_warning() throws IOException {
        write("profiles/top.yaml", "extends: ../base.yaml\n");
        write("profiles/broken.yaml", "guest: [\n");
        write("profiles/example.yaml", "the example is documentation, and not looked at: [\n");

        assertThat(read("top").warnings())
                .extracting(problem -> problem.line())
                .containsExactly("profiles/broken.yaml:1:1: this profile has errors; so nobody knows whether its "
                        + "addresses and names collide with yours; try: lbprov validate broken");
    }

    private Resolved read(String profile) {
        return new ProfileReader(Workspace.at(folder), BadInput.CLOCK).read(profile, Optional.empty());
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
