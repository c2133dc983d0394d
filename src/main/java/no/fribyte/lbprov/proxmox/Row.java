package no.fribyte.lbprov.proxmox;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import tools.jackson.databind.JsonNode;

/** One object of an answer, read leniently: Proxmox sends numbers as strings and strings as numbers. */
record Row(JsonNode node) {

    Optional<String> text(String name) {
        JsonNode value = node.path(name);
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asString()) : Optional.empty();
    }

    String need(String name) {
        return text(name).orElseThrow(() -> odd("it has no '" + name + "'"));
    }

    OptionalLong number(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty() || text.get().isBlank()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(new BigDecimal(text.get()).longValue());
        } catch (NumberFormatException wrong) {
            throw odd("'" + name + "' is no number but '" + text.get() + "'");
        }
    }

    /** 1, "1" and true; absent often means 0. */
    boolean flag(String name) {
        return text(name)
                .filter(value -> value.equals("1") || value.equals("true"))
                .isPresent();
    }

    Row row(String name) {
        return new Row(node.path(name));
    }

    List<Row> rows() {
        return node.values().stream().map(Row::new).toList();
    }

    NodeName nodeName(String name) {
        try {
            return new NodeName(need(name));
        } catch (IllegalArgumentException wrong) {
            throw odd(String.valueOf(wrong.getMessage()));
        }
    }

    VmId vmId(String name) {
        try {
            return new VmId(Integer.parseInt(need(name)));
        } catch (IllegalArgumentException wrong) {
            throw odd(String.valueOf(wrong.getMessage()));
        }
    }

    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        for (String name : node.propertyNames()) {
            text(name).ifPresent(value -> texts.put(name, value));
        }
        return texts;
    }

    private static LbprovException odd(String why) {
        return new LbprovException(
                ExitStatus.PROXMOX,
                Problem.error("cannot read an answer of Proxmox VE").because(why));
    }
}
