package no.fribyte.lbprov.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.guest.PairHealth.MemberHealth;
import no.fribyte.lbprov.problem.ExitStatus;

/** Draws a pair: who holds the virtual IPs, how each member is, what is behind it. */
public final class HealthView {
    private static final int INNER = 36;

    private final Terminal terminal;
    private final Style style;

    public HealthView(Terminal terminal) {
        this.terminal = terminal;
        this.style = terminal.outStyle();
    }

    public void show(PairHealth health) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(style.bold(health.pair().value()) + "  " + coloured(health));
        lines.add("");
        lines.add("  virtual IPs  " + String.join("  ", health.virtualIps()));
        List<List<String>> boxes = health.members().stream().map(this::box).toList();
        int height = boxes.stream().mapToInt(List::size).max().orElse(0);
        for (int row = 0; row < height; row++) {
            StringBuilder line = new StringBuilder("  ");
            for (List<String> box : boxes) {
                line.append(row < box.size() ? box.get(row) : " ".repeat(INNER + 4))
                        .append("  ");
            }
            lines.add(line.toString().stripTrailing());
        }
        lines.addAll(backends(health));
        lines.addAll(complaints(health));
        lines.forEach(terminal.out()::println);
    }

    private String coloured(PairHealth health) {
        return switch (health.exitStatus()) {
            case OK -> style.good(health.verdict());
            case UNHEALTHY -> style.careful(health.verdict());
            default -> style.bad(health.verdict());
        };
    }

    private List<String> box(MemberHealth member) {
        boolean holds = member.holds();
        List<String> rows = rows(member);
        List<String> box = new ArrayList<>();
        String name = " " + member.name() + " ";
        String bar = (holds ? "━" : "─").repeat(Math.max(0, INNER + 1 - name.length()));
        box.add((holds ? "┏━" : "┌─") + name + bar + (holds ? "┓" : "┐"));
        String side = holds ? "┃" : "│";
        int height = Math.max(rows.size(), 6);
        for (int i = 0; i < height; i++) {
            String text = i < rows.size() ? rows.get(i) : "";
            box.add("%s %s %s".formatted(side, padded(text), side));
        }
        box.add((holds ? "┗" : "└") + (holds ? "━" : "─").repeat(INNER + 2) + (holds ? "┛" : "┘"));
        return box;
    }

    private List<String> rows(MemberHealth member) {
        List<String> rows = new ArrayList<>();
        rows.add(member.vm()
                .map(id ->
                        "VM %s on %s, %s".formatted(id, member.node(), member.running() ? member.marker() : "stopped"))
                .orElse("no VM on " + member.node()));
        Optional<MemberStatus> status = member.status();
        if (status.isEmpty()) {
            rows.add(member.silence().isEmpty() ? "" : "✗ " + member.silence());
            return rows;
        }
        rows.add(role(member, status.get()));
        rows.add("keepalived  " + status.get().vrrp());
        rows.add("haproxy     "
                + (status.get().haproxyActive()
                        ? "%s, %s"
                                .formatted(
                                        status.get().haproxyVersion(),
                                        Count.of(status.get().services().size(), "service"))
                        : "not running"));
        status.get()
                .wireGuard()
                .ifPresent(vpn -> rows.add("wireguard   "
                        + (vpn.active()
                                ? "port %d, %s"
                                        .formatted(
                                                vpn.port(),
                                                Count.of(vpn.members().size(), "member"))
                                : "down")));
        rows.add("generation  %d".formatted(status.get().generation().number()));
        return rows;
    }

    private static String role(MemberHealth member, MemberStatus status) {
        if (member.holds()) {
            return "● holds the virtual IPs" + (status.drained() ? ", drained" : "");
        }
        if (status.drained()) {
            return "○ drained";
        }
        return member.isHealthy() ? "○ ready to take over" : "✗ not fit to take over";
    }

    private List<String> backends(PairHealth health) {
        Optional<MemberHealth> witness = health.members().stream()
                .filter(member ->
                        member.status().map(MemberStatus::haproxyActive).orElse(false))
                .reduce((first, second) -> first.holds() ? first : second.holds() ? second : first);
        if (witness.isEmpty()) {
            return List.of();
        }
        List<MemberStatus.ServiceStatus> services =
                witness.get().status().map(MemberStatus::services).orElse(List.of());
        int width = services.stream()
                .mapToInt(service -> service.name().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>(List.of(
                "", "  backends, as %s sees them".formatted(witness.get().name())));
        for (MemberStatus.ServiceStatus service : services) {
            StringBuilder line = new StringBuilder(("    %-" + width + "s  ").formatted(service.name()));
            for (MemberStatus.ServerStatus server : service.servers()) {
                line.append(
                        server.up()
                                ? style.good("●") + " " + server.name() + "  "
                                : style.bad("○") + " " + server.name() + " (" + server.check() + ")  ");
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private List<String> complaints(PairHealth health) {
        List<String> lines = new ArrayList<>();
        for (MemberHealth member : health.members()) {
            member.unmet().forEach(text -> lines.add("  %s %s: %s".formatted(style.bad("✗"), member.name(), text)));
            member.status().map(MemberStatus::troubles).orElse(List.of()).stream()
                    .filter(trouble -> !trouble.serious())
                    .forEach(trouble ->
                            lines.add("  %s %s: %s".formatted(style.careful("!"), member.name(), trouble.text())));
        }
        if (!lines.isEmpty()) {
            lines.add(0, "");
        }
        if (health.exitStatus() == ExitStatus.SPLIT_BRAIN) {
            lines.add("  %s check that protocol 112 (VRRP) passes between the members".formatted(style.bad("✗")));
        }
        return lines;
    }

    private static String padded(String text) {
        String cut = text.length() <= INNER ? text : text.substring(0, INNER - 1) + "…";
        return cut + " ".repeat(INNER - cut.length());
    }
}
