package dev.slipway.dashboard.web;

import java.util.List;

/** Things of one sort that match a search. */
record Found(String sort, List<Hit> hits) {

    /** One of them. */
    record Hit(String title, String detail, String address) {}
}
