/** Pages and API of promotions. */
@NullMarked
package dev.slipway.promotion.web;

import org.jspecify.annotations.NullMarked;
