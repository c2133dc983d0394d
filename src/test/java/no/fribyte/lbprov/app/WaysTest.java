package no.fribyte.lbprov.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.doctor.Way;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.proxmox.ApiAddress;
import no.fribyte.lbprov.proxmox.ClientSettings;
import no.fribyte.lbprov.proxmox.Endpoint;
import no.fribyte.lbprov.proxmox.ProxmoxClient;
import no.fribyte.lbprov.proxmox.Sight;
import no.fribyte.lbprov.proxmox.TlsTrust;
import no.fribyte.lbprov.proxmox.TokenId;
import no.fribyte.lbprov.simulator.Simulator;
import no.fribyte.lbprov.simulator.SimulatorOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaysTest {
    private static final IpAddress VIRTUAL_IP = IpAddress.of("198.51.100.10");

    @TempDir
    private Path directory;

    private static Endpoint endpoint(Simulator simulator, Optional<InetSocketAddress> proxy, ApiAddress... addresses) {
        return new Endpoint(
                new NodeName("pluto"),
                List.of(addresses),
                Optional.empty(),
                proxy,
                new TlsTrust.Authority(simulator.caPem()),
                new TokenId(simulator.tokenId()),
                new Secret(simulator.tokenSecret()));
    }

    @Test
    void each_address_is_tried_by_itself_and_its_host_resolved() {
        try (Simulator simulator = Simulator.start(SimulatorOptions.instant(directory))) {
            ApiAddress real =
                    ApiAddress.parse(String.valueOf(simulator.endpoints().get("pluto")));
            ApiAddress named = new ApiAddress("localhost", real.port());
            ApiAddress silent = new ApiAddress("127.0.0.1", 1);
            Ways ways = new Ways(host -> host.equals("localhost") ? List.of(VIRTUAL_IP) : List.of());

            NodeWays found;
            try (ProxmoxClient client = new ProxmoxClient(
                    endpoint(simulator, Optional.empty(), real, silent, named), ClientSettings.defaults())) {
                found = ways.to(client);
            }

            assertThat(found.ways()).extracting(way -> way.sight().answered()).containsExactly(true, false, true);
            assertThat(found.ways())
                    .extracting(Way::leadsTo)
                    .containsExactly(List.of(), List.of(), List.of(VIRTUAL_IP));
            assertThat(found.silence()).isEmpty();
            Sight.Connected seen = found.ways().get(0).sight().connection().orElseThrow();
            assertThat(seen.from()).isEqualTo(IpAddress.of("127.0.0.1"));
            assertThat(seen.date()).isPresent();
            assertThat(seen.certificate().getSubjectX500Principal().getName()).contains("CN=pluto");
            assertThat(found.ways().get(1).sight().failure().orElseThrow().text())
                    .contains("127.0.0.1:1");
        }
    }

    @Test
    void behind_a_proxy_it_is_the_proxy_that_is_resolved() {
        try (Simulator simulator = Simulator.start(SimulatorOptions.instant(directory))) {
            InetSocketAddress proxy = InetSocketAddress.createUnresolved("127.0.0.1", 1);
            Ways ways = new Ways(host -> host.equals("127.0.0.1") ? List.of(VIRTUAL_IP) : List.of());

            try (ProxmoxClient client = new ProxmoxClient(
                    endpoint(simulator, Optional.of(proxy), new ApiAddress("inside.example.org", 8006)),
                    ClientSettings.defaults())) {
                NodeWays found = ways.to(client);

                assertThat(found.silence()).isPresent();
                assertThat(found.ways().get(0).leadsTo()).containsExactly(VIRTUAL_IP);
            }
        }
    }
}
