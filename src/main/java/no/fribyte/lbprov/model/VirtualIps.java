package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * The floating addresses of a pair and the VRRP instance that moves them.
 *
 * @param network the network VRRP runs on
 * @param routerId VRRP's virtual router id, 1 to 255, unique on the segment
 * @param addresses the first is the one that the adverts carry
 * @param advert the interval between adverts, 100 ms to 1 s
 * @param preemptDelay how long a healthy preferred member waits before it takes over
 */
public record VirtualIps(
        String network,
        int routerId,
        List<IpAddress> addresses,
        Duration advert,
        Failback failback,
        Duration preemptDelay) {
    public VirtualIps {
        requireNonNull(network, "network");
        addresses = List.copyOf(addresses);
        requireNonNull(advert, "advert");
        requireNonNull(failback, "failback");
        requireNonNull(preemptDelay, "preemptDelay");
    }

    public IpAddress first() {
        return addresses.get(0);
    }
}
