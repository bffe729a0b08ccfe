// The coroutine type of the server.
//
// Rules: parameters by value; a coroutine lambda captures nothing; nothing blocks the loop; no
// asio::detached, every spawn belongs to a TaskGroup; no lock lives across co_await.
#pragma once

#include "core/result.hpp"

#include <boost/asio/awaitable.hpp>

namespace buddy {

namespace asio = boost::asio;

template <class T = void>
using Task = asio::awaitable<T>;

}  // namespace buddy
