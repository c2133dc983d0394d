package no.fribyte.lbprov.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.guest.MemberHealth;
import no.fribyte.lbprov.guest.MemberHealth.Reach;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.guest.PairHealth;

/** Draws a pair: who holds the virtual IPs, how each member is, what is behind it. */
public final class HealthView {
    private static final int INNER = 36;
    /** Of a member that says everything: both boxes end on one line. */
    private static final int ROWS = 7;

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
        if (!health.isNotCreated()) {
            lines.addAll(boxes(health));
        }
        lines.addAll(backends(health));
        lines.addAll(new HealthNotes(style).of(health));
        lines.forEach(terminal.out()::println);
    }

    private List<String> boxes(PairHealth health) {
        List<String> lines = new ArrayList<>();
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
        return lines;
    }

    private String coloured(PairHealth health) {
        if (health.isNotCreated()) {
            return style.careful(health.verdict());
        }
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
        String name = " " + cut(member.name().value(), INNER - 1) + " ";
        String bar = (holds ? "━" : "─").repeat(Math.max(0, INNER + 1 - name.length()));
        box.add((holds ? "┏━" : "┌─") + name + bar + (holds ? "┓" : "┐"));
        String side = holds ? "┃" : "│";
        int height = Math.max(rows.size(), ROWS);
        for (int i = 0; i < height; i++) {
            String text = i < rows.size() ? rows.get(i) : "";
            box.add("%s %s %s".formatted(side, padded(text), side));
        }
        box.add((holds ? "┗" : "└") + (holds ? "━" : "─").repeat(INNER + 2) + (holds ? "┛" : "┘"));
        return box;
    }

    private List<String> rows(MemberHealth member) {
        List<String> rows = new ArrayList<>();
        rows.add(place(member));
        Optional<MemberStatus> status = member.status();
        if (status.isEmpty()) {
            rows.add(member.silence().map(problem -> "✗ " + problem.summary()).orElse(""));
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
        status.get().sync().map(PartnerRow::of).ifPresent(rows::add);
        rows.add("generation  %d".formatted(status.get().generation().number()));
        return rows;
    }

    private static String place(MemberHealth member) {
        String seen = switch (member.reach()) {
            case ANSWERED, SILENT -> member.marker();
            case STOPPED -> "stopped";
            case UNREACHABLE, ABSENT -> "not seen";
        };
        return member.vm()
                .map(id -> "VM %s on %s, %s".formatted(id, member.node(), seen))
                .orElse(member.reach() == Reach.ABSENT ? "no VM on " + member.node() : "not seen on " + member.node());
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

    private static String padded(String text) {
        String cut = cut(text, INNER);
        return cut + " ".repeat(INNER - cut.length());
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
