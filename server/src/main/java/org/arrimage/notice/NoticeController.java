// SPDX-License-Identifier: Apache-2.0
package org.arrimage.notice;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** Reads the inbox. */
@RestController
class NoticeController {

    /** Most notices in one answer. */
    private static final int MOST = 1_000;

    private final Notices notices;

    NoticeController(Notices notices) {
        this.notices = notices;
    }

    /** The latest notices, newest first, {@value #MOST} at most. */
    @GetMapping("/api/v1/notices")
    List<Notice> latest(@RequestParam(defaultValue = "200") int latest) {
        return notices.latest(Math.clamp(latest, 1, MOST));
    }
}
