package no.fribyte.lbprov.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Access;
import no.fribyte.lbprov.model.Check;
import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.model.Failback;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.model.Identity;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.MacAddress;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.Role;
import no.fribyte.lbprov.model.SecretSource;
import no.fribyte.lbprov.model.Server;
import no.fribyte.lbprov.model.Service;
import no.fribyte.lbprov.model.Trust;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.problem.Problem;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The profiles and inventories of the repository, resolved. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShippedFilesTest {
    private final ProfileReader reader = new ProfileReader(Workspace.at(Path.of("")), BadInput.CLOCK);

    @Test
    void production_is_the_first_users_pair() {
        Resolved production = reader.read("production", Optional.empty());
        Pair pair = production.pair();

        assertThat(pair.members())
                .extracting(
                        member -> member.name().value(), member -> member.node().value(), Member::role)
                .containsExactly(
                        tuple("load-balancer-1", "pluto", Role.MASTER),
                        tuple("load-balancer-2", "fergus", Role.BACKUP));
        assertThat(pair.members().get(0).addresses())
                .extracting(IpAddress::toString)
                .startsWith("158.37.6.48", "2001:700:201:1:5001::201");
        assertThat(pair.virtualIps().routerId()).isEqualTo(55);
        assertThat(pair.virtualIps().addresses()).containsExactly(IpAddress.of("158.37.6.28"));
        assertThat(pair.virtualIps().advert()).isEqualTo(Duration.ofMillis(200));
        assertThat(pair.virtualIps().failback()).isEqualTo(Failback.AUTO);
        assertThat(pair.guest().sshFrom())
                .extracting(Cidr::toString)
                .containsExactly("158.37.6.0/26", "2001:700:201:1::/64", "10.0.0.0/24", "10.100.10.0/24");
        assertThat(pair.vpn().orElseThrow().addresses()).containsExactly(IpAddress.of("10.100.10.1"));
        assertThat(production.place().simulated()).isFalse();
        assertThat(production.warnings())
                .extracting(Problem::summary)
                .containsExactly(
                        "the pin of pluto is a placeholder",
                        "the pin of fergus is a placeholder",
                        "the pin of skaftetrynet is a placeholder");
    }

    @Test
    void the_direct_address_of_a_node_comes_before_the_one_through_the_vpn() {
        Place place = reader.read("production", Optional.empty()).place();

        Access pluto = place.node(new NodeName("pluto")).access().orElseThrow();
        assertThat(pluto.addresses()).containsExactly("https://158.37.6.30:8006", "https://pluto.vpn.fribyte.no:8006");
        assertThat(place.node(new NodeName("pluto")).images())
                .containsEntry(GuestOs.UBUNTU_24_04, new ImageSource.Template(new VmId(9000)));
    }

    @Test
    void production_and_staging_can_be_rehearsed_on_the_simulator() {
        for (String profile : List.of("production", "staging")) {
            Resolved rehearsal = reader.read(profile, Optional.of("simulator"));

            assertThat(rehearsal.place().simulated()).isTrue();
            assertThat(rehearsal.place().name()).isEqualTo("simulator");
            assertThat(rehearsal.pair())
                    .isEqualTo(reader.read(profile, Optional.empty()).pair());
            assertThat(rehearsal.warnings()).isEmpty();
        }
    }

    @Test
    void staging_extends_production_in_under_25_lines_and_shares_no_name_or_address() throws IOException {
        assertThat(Files.readAllLines(Path.of("profiles/staging.yaml"))).hasSizeLessThan(25);
        Pair staging = reader.read("staging", Optional.empty()).pair();
        Pair production = reader.read("production", Optional.empty()).pair();

        assertThat(staging.name().value()).isEqualTo("staging");
        assertThat(staging.services()).isEqualTo(production.services());
        assertThat(staging.members())
                .flatExtracting(Member::addresses)
                .doesNotContainAnyElementsOf(production.members().stream()
                        .flatMap(member -> member.addresses().stream())
                        .toList());
        assertThat(staging.virtualIps().routerId())
                .isNotEqualTo(production.virtualIps().routerId());
    }

    @Test
    void the_demo_needs_nothing_but_the_simulator() {
        Resolved demo = reader.read("demo", Optional.empty());

        assertThat(demo.place().simulated()).isTrue();
        assertThat(demo.warnings()).isEmpty();
        assertThat(demo.pair().vpn().orElseThrow().members()).hasSize(2);
        Service http = demo.pair().services().get(0);
        assertThat(http.servers()).contains(new Server("web-2", IpAddress.of("203.0.113.22"), 8080));
        assertThat(http.check()).isEqualTo(new Check.Http("/healthz", 200, false));
    }

    @Test
    void the_example_resolves_with_everything_it_shows() {
        Resolved example = reader.read("example", Optional.empty());
        Pair pair = example.pair();

        Member second = pair.members().get(1);
        assertThat(second.pinned()).contains(new VmId(302));
        assertThat(second.nic("public").orElseThrow().mac()).isEqualTo(new MacAddress("02:00:5E:00:53:02"));
        assertThat(second.nic("inside").orElseThrow().mac())
                .isEqualTo(Identity.mac(pair.name(), second.name(), "inside"));
        assertThat(pair.members().get(0).pinned()).contains(new VmId(301));
        assertThat(pair.guest().sshFrom())
                .extracting(Cidr::toString)
                .containsExactly("192.0.2.0/24", "203.0.113.0/24", "10.9.8.0/24", "fd09:8::/64");
        assertThat(pair.services().get(0).servers()).extracting(Server::port).containsExactly(8080, 8081);
        assertThat(example.warnings()).isEmpty();
    }

    @Test
    void a_node_has_what_the_inventory_says_for_all_unless_it_says_otherwise() {
        Place place = reader.read("example", Optional.empty()).place();
        Access first = place.node(new NodeName("pve-1")).access().orElseThrow();
        Access second = place.node(new NodeName("pve-2")).access().orElseThrow();

        assertThat(first.trust()).isInstanceOf(Trust.Authority.class);
        assertThat(second.trust()).isInstanceOf(Trust.Pins.class);
        assertThat(first.token().secret()).isEqualTo(new SecretSource.Environment("LBPROV_TOKEN"));
        assertThat(second.token().secret()).isEqualTo(new SecretSource.InFile("../pve-2.token"));
        assertThat(first.socks()).contains("127.0.0.1:1080");
        assertThat(second.socks()).contains("127.0.0.1:1081");
        assertThat(place.node(new NodeName("pve-2")).storages().disk()).isEqualTo("tank");
        assertThat(place.node(new NodeName("pve-2")).storages().seed()).isEqualTo("lbseed");
        assertThat(place.node(new NodeName("pve-2")).images())
                .containsEntry(GuestOs.UBUNTU_24_04, new ImageSource.Template(new VmId(9024)))
                .containsEntry(GuestOs.DEBIAN_12, new ImageSource.Template(new VmId(9012)));
        assertThat(second.addresses()).containsExactly("https://198.51.100.102:8006");
    }
}
