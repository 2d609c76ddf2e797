/** The inbox of approvers, reviews of broken glass, and their JSON API. */
@NullMarked
package dev.slipway.approval.web;

import org.jspecify.annotations.NullMarked;
