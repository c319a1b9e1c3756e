// SPDX-License-Identifier: Apache-2.0
package org.arrimage.route;

import org.arrimage.api.Problem;
import org.arrimage.rulebook.Unusable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Takes mapping files in, and shows every version that was taken. */
@RestController
@RequestMapping("/api/v1/mappings")
class MappingController {

    private final Mappings mappings;

    MappingController(Mappings mappings) {
        this.mappings = mappings;
    }

    /** A version that is recorded. */
    record Given(String mapping) {}

    @GetMapping
    List<Given> all() {
        return mappings.ids().stream().map(Given::new).toList();
    }

    @GetMapping(path = "/{id}", produces = "application/yaml")
    byte[] one(@PathVariable String id) {
        return mappings.text(id)
                .orElseThrow(() ->
                        new Problem(
                                HttpStatus.NOT_FOUND,
                                "mapping-unknown",
                                "No mapping has this id; write name@version."))
                .getBytes(StandardCharsets.UTF_8);
    }

    @PutMapping("/{id}")
    Given give(@PathVariable String id, @RequestBody byte[] file) {
        try {
            mappings.record(id, new String(file, StandardCharsets.UTF_8));
            return new Given(id);
        } catch (Unusable unusable) {
            throw Problem.of("mapping-unusable", unusable);
        }
    }
}
