// Tables in the editor: rows and columns come and go without breaking joined cells.
// Each verb takes (table, grid, cell) and gives the cell where the caret goes.
window.deskTables = (function () {
  "use strict";
  function gridOf(table) {
    var grid = [];
    Array.from(table.rows).forEach(function (row, r) {
      grid[r] = grid[r] || [];
      Array.from(row.cells).forEach(function (cell) {
        var c = 0;
        while (grid[r][c]) { c += 1; }
        for (var down = 0; down < cell.rowSpan && r + down < table.rows.length; down += 1) {
          grid[r + down] = grid[r + down] || [];
          for (var right = 0; right < cell.colSpan; right += 1) { grid[r + down][c + right] = cell; }
        }
      });
    });
    return grid;
  }

  function placeOf(grid, cell) {
    for (var r = 0; r < grid.length; r += 1) {
      var c = grid[r].indexOf(cell);
      if (c >= 0) { return { r: r, c: c }; }
    }
    return null;
  }

  function cellLike(cell) {
    var made = document.createElement(cell ? cell.tagName : "td");
    made.appendChild(document.createElement("br"));
    return made;
  }

  function span(cell, name, count) {
    if (count > 1) { cell.setAttribute(name, String(count)); } else { cell.removeAttribute(name); }
  }

  var TABLE = {
    row: function (table, grid, cell) {
      var last = placeOf(grid, cell).r + cell.rowSpan - 1, made = document.createElement("tr"), seen = [];
      grid[last].forEach(function (one, c) {
        if (seen.indexOf(one) >= 0) { return; }
        seen.push(one);
        if (grid[last + 1] && grid[last + 1][c] === one) { span(one, "rowspan", one.rowSpan + 1); return; }
        var fresh = document.createElement("td");
        fresh.appendChild(document.createElement("br"));
        span(fresh, "colspan", one.colSpan);
        made.appendChild(fresh);
      });
      var row = table.rows[last];
      if (row.parentElement.tagName === "THEAD") {
        (table.tBodies[0] || table.appendChild(document.createElement("tbody"))).prepend(made);
      } else { row.after(made); }
      return made.cells[0];
    },
    column: function (table, grid, cell) {
      var c = placeOf(grid, cell).c + cell.colSpan - 1, first = null, seen = [];
      grid.forEach(function (cells, r) {
        var one = cells[c];
        if (!one) { table.rows[r].appendChild(cellLike(null)); return; }
        if (seen.indexOf(one) >= 0) { return; }
        seen.push(one);
        if (cells[c + 1] === one) { span(one, "colspan", one.colSpan + 1); return; }
        var fresh = cellLike(one);
        span(fresh, "rowspan", one.rowSpan);
        one.after(fresh);
        first = first || fresh;
      });
      return first;
    },
    dropRow: function (table, grid, cell) {
      var r = placeOf(grid, cell).r, row = table.rows[r], seen = [];
      if (table.rows.length === 1) { return TABLE.drop(table); }
      grid[r].forEach(function (one, c) {
        if (seen.indexOf(one) >= 0 || one.rowSpan === 1) { return; }
        seen.push(one);
        if (one.parentElement === row) {
          var below = table.rows[r + 1], next = null;
          for (var k = c + one.colSpan; k < grid[r + 1].length && !next; k += 1) {
            if (grid[r + 1][k] && grid[r + 1][k].parentElement === below) { next = grid[r + 1][k]; }
          }
          below.insertBefore(one, next);
        }
        span(one, "rowspan", one.rowSpan - 1);
      });
      row.remove();
      return table.querySelector("td, th");
    },
    dropColumn: function (table, grid, cell) {
      var c = placeOf(grid, cell).c, seen = [];
      if (grid[0].length === 1) { return TABLE.drop(table); }
      grid.forEach(function (cells) {
        var one = cells[c];
        if (!one || seen.indexOf(one) >= 0) { return; }
        seen.push(one);
        if (one.colSpan > 1) { span(one, "colspan", one.colSpan - 1); } else { one.remove(); }
      });
      return table.querySelector("td, th");
    },
    head: function (table) {
      var row = table.rows[0], toHead = row.cells[0].tagName === "TD";
      Array.from(row.cells).forEach(function (cell) {
        var made = document.createElement(toHead ? "th" : "td");
        span(made, "colspan", cell.colSpan);
        span(made, "rowspan", cell.rowSpan);
        while (cell.firstChild) { made.appendChild(cell.firstChild); }
        cell.replaceWith(made);
      });
      return row.cells[0];
    },
    join: function (table, grid, cell) {
      var place = placeOf(grid, cell), next = grid[place.r][place.c + cell.colSpan];
      if (!next || next.rowSpan !== cell.rowSpan || placeOf(grid, next).r !== place.r) { return cell; }
      span(cell, "colspan", cell.colSpan + next.colSpan);
      if (next.textContent.trim()) {
        if (cell.textContent.trim()) { cell.appendChild(document.createElement("br")); }
        while (next.firstChild) { cell.appendChild(next.firstChild); }
      }
      next.remove();
      return cell;
    },
    drop: function (table) {
      var after = table.nextElementSibling || table.previousElementSibling;
      table.remove();
      return after;
    }
  };


  return { grid: gridOf, verbs: TABLE };
})();
